/**
 * Whether a name from a file that others may write stays below the folder it is relative to. Pure; what links lead to
 * is another question.
 */
export function staysInside(name: string): boolean {
  if (name === '' || name.includes('\0') || name.includes('\\')) return false;
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return false;
  return !name.split('/').some((part) => part === '..' || part === '.' || part === '');
}
