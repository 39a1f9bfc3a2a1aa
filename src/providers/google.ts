import { z } from 'zod';
import { ProviderError, TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { WaitHeaders } from './failure.js';
import { badResponse, statusError, untilAborted } from './failure.js';
import {
  type AdapterHost,
  addressSettings,
  answerUnits,
  importPeer,
  isTranslatablePair,
  needed,
  remembered,
  unsupportedPair,
} from './frame.js';
import { type GoogleAsk, googleGlossaries } from './google-glossaries.js';
import { glossariesOf } from './house-glossaries.js';
import { type HttpCall, isLoopback } from './http.js';
import { addressOf, throughLibrary } from './library.js';
import { codeAmong, codeFor, noGlossary } from './translators.js';

const say = messages('providers', {
  google: 'Google Cloud Translation (v3)',
  setGoogleProject: 'Set GOOGLE_CLOUD_PROJECT, or providers.google.projectId in the configuration.',
  setGoogleKey:
    'Set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account, or GOOGLE_ACCESS_TOKEN to the output of "gcloud auth print-access-token".',
  bucketNeedsName:
    '{{provider}} keeps terms as glossaries only under a name: set providers.google.glossary as well',
  bucketNeedsRegion:
    '{{provider}} keeps glossaries in a region: set providers.google.location, e.g. us-central1',
  ownItems: '{{provider}} answered in a shape of its own: an item has no text',
});

const settings = z.strictObject({
  projectId: z.string().optional().describe('Project that is billed.'),
  keyFile: z.string().optional().describe('Key file of a service account.'),
  accessToken: z.string().optional().describe('Access token, instead of a key file; it lasts an hour.'),
  location: z
    .string()
    .optional()
    .describe('Region, e.g. `us-central1`, which glossaries and models want; absent: `global`.'),
  model: z.string().optional().describe('Model of the project, e.g. `general/translation-llm`.'),
  glossary: z
    .string()
    .optional()
    .describe(
      'Glossary of the project and location, by its name; with `glossaryBucket` what the names of glossaries of the house begin with.',
    ),
  glossaryBucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]+$/)
    .optional()
    .describe(
      'Bucket of Cloud Storage. With it terms are kept as glossaries, one for each pair, made of a file in the bucket; absent: terms stay here.',
    ),
  storageEndpoint: z
    .url()
    .optional()
    .describe("Another server than Cloud Storage's own: a gateway, an emulator."),
  endpoint: z
    .url()
    .optional()
    .describe("Another server than Google's own, e.g. `https://translate-eu.googleapis.com`."),
  ...addressSettings,
});
type GoogleSettings = z.infer<typeof settings>;

const NAME = 'google';
const PEER: string = '@google-cloud/translate';
const googleDefaults = {
  endpoint: 'https://translate.googleapis.com',
  storageEndpoint: 'https://storage.googleapis.com',
  location: 'global',
  maxUnits: 100,
  /** The service takes 30,000 code points. */
  maxCharacters: 20_000,
} as const;
/** The library's own limit, in milliseconds; the queue's timeout comes first. */
const SILENCE = 30 * 60_000;

/** Google Cloud Translation as it is plugged in. */
export const google = defineProvider({
  kind: 'provider',
  name: NAME,
  description: say.google(),
  settings,
  environment: {
    GOOGLE_CLOUD_PROJECT: 'projectId',
    GOOGLE_APPLICATION_CREDENTIALS: 'keyFile',
    GOOGLE_ACCESS_TOKEN: 'accessToken',
  },
  secrets: ['accessToken', 'headers', 'query'],
  fingerprint: ['model', 'glossary', 'glossaryBucket'],
  peer: PEER,
  required: [
    { anyOf: ['projectId'], remedy: say.setGoogleProject() },
    { anyOf: ['keyFile', 'accessToken'], remedy: say.setGoogleKey() },
  ],
  create: createGoogle,
});

/** What is used of the library. */
interface Sdk {
  readonly TranslationServiceClient: new (
    options: Readonly<Record<string, unknown>>,
  ) => {
    translateText(request: unknown, options: unknown): Promise<unknown>;
    getSupportedLanguages(request: unknown, options: unknown): Promise<unknown>;
    close(): Promise<void>;
    readonly auth: { getRequestHeaders(url: string): Promise<Headers | Record<string, string>> };
  };
}
type Client = InstanceType<Sdk['TranslationServiceClient']>;

const item = z.looseObject({ translatedText: z.string().optional(), model: z.string().optional() });
const answerShape = z.looseObject({
  translations: z.array(item).optional(),
  glossaryTranslations: z.array(item).optional(),
});
const languagesShape = z.looseObject({
  languages: z.array(
    z.looseObject({
      languageCode: z.string(),
      supportSource: z.boolean().optional(),
      supportTarget: z.boolean().optional(),
    }),
  ),
});

/** Cloud Translation v3 by REST through Google's library, an optional peer loaded when first used. */
export function createGoogle(options: GoogleSettings, host: AdapterHost = {}): Provider {
  const projectId = needed(NAME, 'projectId', options.projectId);
  const { accessToken = '', keyFile } = options;
  if (accessToken === '') needed(NAME, 'keyFile', keyFile);
  const { location = googleDefaults.location, model, glossary, glossaryBucket: bucket } = options;
  const address = addressOf(options.endpoint ?? googleDefaults.endpoint, [accessToken], options);
  const storage = addressOf(options.storageEndpoint ?? googleDefaults.storageEndpoint, [accessToken], {});
  if (bucket !== undefined) refuseHalfSetUp(options);
  const { endpoint } = address;
  const parent = `projects/${projectId}/locations/${location}`;

  const call = callerOf(options, { projectId, address }, host);

  const languages = remembered(async (signal = new AbortController().signal) => {
    const answer = await call((client, how) => client.getSupportedLanguages({ parent }, how), signal);
    const { data } = languagesShape.safeParse(answer);
    if (data === undefined) throw badResponse(NAME, say.ownItems({ provider: NAME }));
    const codes = (side: 'supportSource' | 'supportTarget') =>
      data.languages.filter((each) => each[side] !== false).map(({ languageCode }) => languageCode);
    return { sources: codes('supportSource'), targets: codes('supportTarget') };
  });

  const codeOf = (tag: LanguageTag, side: 'sources' | 'targets'): string =>
    codeFor(languages.known?.[side], codesOf(tag), tag);
  const ours = glossariesOf(host, {
    provider: NAME,
    name: bucket === undefined ? undefined : (glossary ?? ''),
    joint: '-',
    service: googleGlossaries({
      ask: askerOf(call, { address, storage }),
      parent,
      bucket: bucket ?? '',
      codeOf: (tag) => codeOf(tag, 'sources'),
    }),
  });

  return {
    name: NAME,
    identity: [NAME, model, ...(bucket === undefined ? [glossary] : [])]
      .filter((part) => part !== undefined)
      .join('|'),
    capabilities: {
      maxUnits: googleDefaults.maxUnits,
      maxCharacters: googleDefaults.maxCharacters,
      maxUnitCharacters: googleDefaults.maxCharacters,
      placeholders: 'token',
      ...onlyDefined({ terms: ours === undefined ? undefined : true }),
      context: false,
      deterministic: false,
      remote: !isLoopback(endpoint),
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      const { sources, targets } = await languages.get(signal);
      return (
        codeAmong(sources, codesOf(source)) !== undefined && codeAmong(targets, codesOf(target)) !== undefined
      );
    },
    translate(request) {
      const { source, target, signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const { terms: found = [] } = request;
        const house = found.length === 0 ? undefined : await ours?.of(source, target, signal);
        const used = bucket === undefined ? glossary : house;
        const answer = await call(
          (client, how) =>
            client.translateText(
              {
                parent,
                contents: units.map(({ text }) => text),
                mimeType: 'text/plain',
                sourceLanguageCode: codeOf(source, 'sources'),
                targetLanguageCode: codeOf(target, 'targets'),
                ...onlyDefined({
                  model:
                    model === undefined
                      ? undefined
                      : model.startsWith('projects/')
                        ? model
                        : `${parent}/models/${model}`,
                }),
                ...(used === undefined
                  ? {}
                  : {
                      glossaryConfig: {
                        glossary: used.startsWith('projects/') ? used : `${parent}/glossaries/${used}`,
                        ignoreCase: true,
                      },
                    }),
              },
              how,
            ),
          signal,
          (detail, status, headers) => {
            if (/glossary/i.test(detail) && (status === 404 || status === 400)) {
              const gone = noGlossary(NAME, { name: used ?? '', status, detail });
              if (house === undefined) return gone;
              ours?.forget();
              return new ProviderError(NAME, 'REJECTED', gone, { status, resend: true });
            }
            return explained(address, { source, target }, { status, detail, headers });
          },
        );
        return answersOf(answer, used !== undefined);
      });
    },
  };
}

type Address = ReturnType<typeof addressOf>;
type Call = ReturnType<typeof callerOf>;

/** What the service says in words, or with another status than it means. */
function explained(
  { endpoint, secrets }: Address,
  { source, target }: { readonly source: LanguageTag; readonly target: LanguageTag },
  {
    status,
    detail,
    headers,
  }: { readonly status: number; readonly detail: string; readonly headers: WaitHeaders },
): ProviderError | undefined {
  const as = (other: number): ProviderError =>
    statusError(NAME, { status: other, detail, headers, endpoint, secrets });
  if (
    status === 400 &&
    /language|pair/i.test(detail) &&
    /invalid|unsupported|not supported|bad/i.test(detail)
  )
    return unsupportedPair(NAME, source, target);
  if (status === 400 && /too (?:long|large)|exceeds?.{0,40}(?:limit|code ?points|maximum)/i.test(detail))
    return as(413);
  // Quotas are refused with 403 as well as with 429.
  if ((status === 403 || status === 429) && /daily limit|per day|billing/i.test(detail)) return as(402);
  return status === 403 && /rate limit|quota exceeded|per minute/i.test(detail) ? as(429) : undefined;
}

/** Works with a client of Google's library, over our own wire. */
function callerOf(
  { accessToken = '', keyFile }: GoogleSettings,
  { projectId, address }: { readonly projectId: string; readonly address: Address },
  host: AdapterHost,
) {
  return async (
    work: (client: Client, how: Readonly<Record<string, unknown>>, send: typeof fetch) => Promise<unknown>,
    signal: AbortSignal,
    explain?: HttpCall['explain'],
    to = address,
  ): Promise<unknown> => {
    const sdk = await untilAborted(
      NAME,
      importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
      signal,
    );
    const { hostname, port, protocol } = new URL(address.endpoint);
    return throughLibrary({ provider: NAME, address: to, explain, host, signal }, async (send) => {
      const client = new sdk.TranslationServiceClient({
        // By REST: gRPC would go past proxies and limits.
        fallback: true,
        projectId,
        apiEndpoint: hostname,
        port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
        protocol: protocol.slice(0, -1),
        ...(accessToken === ''
          ? { keyFilename: keyFile, clientOptions: { transporterOptions: { fetchImplementation: send } } }
          : { auth: bearer(accessToken, send) }),
      });
      try {
        return await work(client, { timeout: SILENCE, retry: null }, send);
      } finally {
        await client.close();
      }
    });
  };
}

/** What the library has no call for, or would wait for in its own way. */
function askerOf(
  call: Call,
  { address, storage }: { readonly address: Address; readonly storage: Address },
): GoogleAsk {
  return ({ path, at }, init, signal) => {
    const to = at === 'storage' ? storage : address;
    return call(
      async (client, _, send) => {
        const url = `${to.baseUrl}/${path}`;
        const headers = new Headers(await client.auth.getRequestHeaders(url));
        for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
        return send(url, { ...init, headers });
      },
      signal,
      undefined,
      to,
    );
  };
}

/** @throws TovmachError CONFIG where glossaries of the house could not be made or found again */
function refuseHalfSetUp({ glossary = '', location = googleDefaults.location }: GoogleSettings): void {
  if (!/^[A-Za-z0-9_-]+$/.test(glossary))
    throw new TovmachError('CONFIG', say.bucketNeedsName({ provider: NAME }));
  if (location === googleDefaults.location)
    throw new TovmachError('CONFIG', say.bucketNeedsRegion({ provider: NAME }));
}

function answersOf(answer: unknown, withGlossary: boolean) {
  const { data } = answerShape.safeParse(answer);
  const own = data?.translations;
  const items =
    withGlossary && (data?.glossaryTranslations?.length ?? 0) > 0 ? data?.glossaryTranslations : own;
  if (items === undefined) throw badResponse(NAME, say.ownItems({ provider: NAME }));
  return items.map(({ translatedText, model }) => {
    if (translatedText === undefined) throw badResponse(NAME, say.ownItems({ provider: NAME }));
    return {
      text: translatedText,
      ...onlyDefined({ model: model === undefined || model === '' ? undefined : model }),
    };
  });
}

/** What the library wants of credentials, for a token that is there already. */
function bearer(token: string, send: typeof fetch) {
  const client = {
    universeDomain: 'googleapis.com',
    getRequestHeaders: async () => new Headers({ authorization: `Bearer ${token}` }),
    fetch: (url: string, init: RequestInit) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${token}`);
      return send(url, { ...init, headers });
    },
  };
  return { ...client, getClient: async () => client };
}

function codesOf(tag: LanguageTag): readonly string[] {
  const { language, script, region } = new Intl.Locale(tag).maximize();
  if (language === 'zh') return [script === 'Hant' ? 'zh-TW' : 'zh-CN', 'zh'];
  if (language === 'he') return ['he', 'iw'];
  if (language === 'nb') return ['no', 'nb'];
  if (language === 'pt' && tag.includes('-')) return [`pt-${region}`, 'pt'];
  return tag === language ? [language] : [language, tag];
}
