/** What the browser remembers of whoever looks; nothing where it may not. */

const PREFIX = 'tovmach.';

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A private window: it is forgotten with the page.
  }
}
