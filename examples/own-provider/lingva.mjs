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
  if (response.status === 429) throw new ProviderError(NAME, 'RATE_LIMIT', `${NAME} asks for fewer requests`);
  if (response.status >= 500) {
    throw new ProviderError(NAME, 'UNAVAILABLE', `${NAME} is out of order`, { status: response.status });
  }
  if (!response.ok) {
    throw new ProviderError(NAME, 'REJECTED', `${NAME} refused the text`, { status: response.status });
  }
  const checked = answerShape.safeParse(parsed(body));
  if (!checked.success) throw new ProviderError(NAME, 'BAD_RESPONSE', `${NAME} answered with something else`);
  return checked.data.translation;
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
