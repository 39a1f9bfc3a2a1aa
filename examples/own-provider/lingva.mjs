// A translator of one's own: a service of Lingva's shape, `GET /api/v1/<source>/<target>/<text>`.
import { defineProvider, ProviderError } from 'tovmach';
import { z } from 'zod';

const NAME = 'my-lingva';
const answerShape = z.object({ translation: z.string() });

export default defineProvider({
  kind: 'provider',
  name: NAME,
  description: 'a Lingva server',
  settings: z.strictObject({
    url: z.url().optional().describe('Address of the server.'),
  }),
  environment: { MY_LINGVA_URL: 'url' },
  required: [{ anyOf: ['url'], remedy: 'Set MY_LINGVA_URL, or providers.my-lingva.url in the configuration.' }],
  // Another address gives the same translations: outputs stay as they are.
  fingerprint: [],
  create: ({ url }, host) => ({
    name: NAME,
    identity: NAME,
    capabilities: {
      // One text a request, and it has to fit into an address.
      maxUnits: 1,
      maxCharacters: 1000,
      maxUnitCharacters: 1000,
      placeholders: 'token',
      context: false,
      deterministic: false,
      remote: true,
    },
    async supports(source, target) {
      return ![source, target].some((tag) => ['', 'und', 'zxx'].includes(tag)) && source !== target;
    },
    async translate({ source, target, units, signal }) {
      if (signal.aborted) throw new ProviderError(NAME, 'ABORTED', `${NAME} was stopped`);
      if (!(await this.supports(source, target)))
        throw new ProviderError(NAME, 'UNSUPPORTED_PAIR', `${NAME} does not translate ${source} to ${target}`);
      const translated = [];
      for (const { id, text } of units) {
        if (text.trim() === '') translated.push({ id, text });
        else translated.push({ id, text: await ask({ url, source, target, text, signal }, host) });
      }
      return { units: translated };
    },
  }),
});

/** One request, and every way it can end as an error tovmach can act on. */
async function ask({ url, source, target, text, signal }, host) {
  const path = [source, target, text].map(encodeURIComponent).join('/');
  let response;
  let body;
  try {
    response = await host.fetch(`${url.replace(/\/$/, '')}/api/v1/${path}`, { signal });
    body = await response.text();
  } catch (cause) {
    if (signal.aborted) throw new ProviderError(NAME, 'ABORTED', `${NAME} was stopped`);
    if (ProviderError.isInstance(cause)) throw cause;
    throw new ProviderError(NAME, 'UNAVAILABLE', `${NAME} cannot be reached`, { cause });
  }
  if (!response.ok) throw refusal(response, new URL(url).host);
  const checked = answerShape.safeParse(parsed(body));
  if (!checked.success) throw new ProviderError(NAME, 'BAD_RESPONSE', `${NAME} answered with something else`);
  return checked.data.translation;
}

/** Of a status: whose fault it is, and whether to ask again. */
function refusal({ status, headers }, host) {
  const error = (code, message, more = {}) => new ProviderError(NAME, code, message, { status, ...more });
  switch (status) {
    case 401:
    case 403:
      return error('AUTH', `${host} lets nobody in`, { hint: 'Ask whoever runs the server.' });
    case 413:
    case 414:
      return error('TOO_LARGE', `${host} takes no text of this length`);
    case 429:
      return error('RATE_LIMIT', `${host} asks for fewer requests`, waitOf(headers));
    case 456:
      return error('QUOTA', `the quota at ${host} is used up`);
    case 408:
      return error('UNAVAILABLE', `${host} did not answer in time`);
    default:
      if (status >= 500) return error('UNAVAILABLE', `${host} is out of order`);
      if (status === 404 || status < 400) return error('BAD_RESPONSE', `${host} is no Lingva server`);
      return error('REJECTED', `${host} refused the text`);
  }
}

/** `Retry-After`: seconds or a date; nothing where there is none. */
function waitOf(headers) {
  const wait = headers.get('retry-after');
  if (wait === null) return {};
  const milliseconds = /^\d+$/.test(wait) ? Number(wait) * 1000 : Date.parse(wait) - Date.now();
  return Number.isFinite(milliseconds) ? { retryAfterMs: Math.max(0, milliseconds) } : {};
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
