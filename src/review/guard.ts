import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may speak to the page's server: whoever was given the address, from the page itself, on this machine. */

const secret = (): string => randomBytes(24).toString('base64url');

function same(a: string, b: string): boolean {
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

/** Another page of this browser may know the port: a name that leads here by way of a foreign DNS is refused. */
export function isOurHost(host: string | undefined, port: number): boolean {
  return host !== undefined && [`127.0.0.1:${port}`, `localhost:${port}`].includes(host.toLowerCase());
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
