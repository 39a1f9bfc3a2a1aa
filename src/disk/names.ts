/**
 * Whether a name from a file that others may write stays below the folder it is relative to. Pure; what links lead to
 * is another question.
 */
export function staysInside(name: string): boolean {
  if (name === '' || name.includes('\0') || name.includes('\\')) return false;
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return false;
  return !name.split('/').some((part) => part === '..' || part === '.' || part === '');
}

/** Device names that some systems refuse as file names, whatever follows their first stop. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?=\s*(?:\.|$))/i;

function safeName(name: string): string {
  return (
    name
      .replace(/[<>:"|?*\\]/g, '_')
      // Control characters; separators of lines; what turns the direction of a name, so that its ending is read elsewhere.
      .replace(/\p{Cc}|[\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Cs}/gu, '_')
      .replace(/[. ]+$/, '_')
      .replace(RESERVED, '$&_')
  );
}

/** A name, with its folders, as every file system takes it. */
export function cleanName(name: string): string {
  return name.split('/').map(safeName).join('/');
}

/**
 * What a cleaned name is known by: equal for names that some file system takes for one. Composed and decomposed letters,
 * capitals, `ß` and `ss`, and the dotted and dotless `i` of Turkish are one here, whatever the disk at hand thinks.
 */
export function nameKey(name: string): string {
  // Taken apart first: of `≮` as of `<` with a stroke of its own the sign is cleaned away.
  const folded = cleanName(name.normalize('NFD')).normalize('NFC').toUpperCase().toLowerCase();
  return folded.replaceAll('i\u0307', 'i').replaceAll('ς', 'σ').normalize('NFC');
}
