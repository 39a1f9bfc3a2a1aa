import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may speak to a server: whoever was given its address or its token, under its own name. */

const secret = (): string => randomBytes(24).toString('base64url');

/** Whether two secrets are one; how long that takes says nothing about them. */
export function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Addresses that serve once, and the cookies they were exchanged for. */
export class Sessions {
  #token = secret();
  readonly #sessions: string[] = [];

  /** What the next address carries. */
  get token(): string {
    return this.#token;
  }

  /** @returns a session for a token that was not used yet; from then on another is needed */
  exchange(token: string): string | undefined {
    if (!same(token, this.#token)) return undefined;
    this.#token = secret();
    const session = secret();
    this.#sessions.push(session);
    return session;
  }

  knows(session: string | undefined): boolean {
    return session !== undefined && this.#sessions.some((known) => same(known, session));
  }
}

/** Long enough not to be guessed. */
export const isSecret = (token: string): boolean => token.length >= 24;

/** The token of an `Authorization` header; empty where there is none. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? '';
}

/**
 * Values of `Host` that name this server. Another page of a browser may know the port: a name that leads here by way of a foreign DNS
 * is refused.
 */
export function hostsOf(port: number, others: readonly string[] = []): ReadonlySet<string> {
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  const allowed = others.flatMap((name) => (name.includes(':') ? [name] : [name, `${name}:${port}`]));
  return new Set([...own, ...allowed].map((name) => name.toLowerCase()));
}

/** Whether a request comes from the page itself. A browser says where it comes from with all that changes anything. */
export function isOurOrigin(
  headers: { readonly origin: string | undefined; readonly site: string | undefined },
  { port, changes }: { readonly port: number; readonly changes: boolean },
): boolean {
  const { origin, site } = headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return !changes;
  return [`http://127.0.0.1:${port}`, `http://localhost:${port}`].includes(origin);
}

/** Nothing from elsewhere, nothing inline, in no frame. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};
