/** Secrets, and everything of them that must not be shown. */

/** Shortest stretch of a secret that gives something of it away, in characters. */
const TELLING = 8;

/**
 * Replaces secrets by `***`: whole, trimmed, percent-encoded, in base64 or as a JSON string has them, and every stretch
 * of eight or more of their characters, because services quote keys in part.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  if (forms.length === 0 || text === '') return text;
  const hidden = new Uint8Array(text.length);
  for (const form of forms) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
      hidden.fill(1, at, at + form.length);
    }
  }
  const stretches = new Set<string>();
  for (const form of forms) {
    for (let at = 0; at + TELLING <= form.length; at += 1) stretches.add(form.slice(at, at + TELLING));
  }
  for (let at = 0; at + TELLING <= text.length; at += 1) {
    if (stretches.has(text.slice(at, at + TELLING))) hidden.fill(1, at, at + TELLING);
  }
  let shown = '';
  for (let at = 0; at < text.length; at += 1) {
    if (hidden[at] === 0) shown += text[at];
    else if (hidden[at - 1] !== 1) shown += '***';
  }
  return shown;
}

/** A secret of two letters would black out whole sentences; it is no secret either. */
function formsOf(secret: string): string[] {
  const bare = secret.trim();
  if (bare.length < 3) return [];
  return [
    bare,
    encodeURIComponent(bare),
    JSON.stringify(bare).slice(1, -1),
    Buffer.from(bare).toString('base64').replace(/=+$/, ''),
    Buffer.from(bare).toString('base64url'),
  ];
}

/** What is secret in a URL: the password, the user when there is one, and the values of the query. */
export function secretsOfUrl(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { username, password, searchParams } = new URL(url);
  const parts = [username, password].map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  const basic = password === '' ? [] : [Buffer.from(parts.join(':')).toString('base64')];
  // Short values of a query are versions and switches.
  const values = [...searchParams.values()].filter(
    (value) => value.length >= TELLING && !/^[\d.-]+$/.test(value),
  );
  return [...(password === '' ? [] : parts), ...basic, ...values].filter((part) => part !== '');
}

/** All that is secret in a value of the configuration: a string, or the values of a record of strings. */
export function secretsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item) => (typeof item === 'string' ? [item] : []));
}
