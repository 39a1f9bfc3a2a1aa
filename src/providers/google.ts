import { z } from 'zod';
import type { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import type { LanguageTag } from '../model/language.js';
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
import { type HttpCall, isLoopback } from './http.js';
import { addressOf, throughLibrary } from './library.js';
import { codeAmong, noGlossary } from './translators.js';

const say = messages('providers', {
  google: 'Google Cloud Translation (v3)',
  setGoogleProject: 'Set GOOGLE_CLOUD_PROJECT, or providers.google.projectId in the configuration.',
  setGoogleKey:
    'Set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account, or GOOGLE_ACCESS_TOKEN to the output of "gcloud auth print-access-token".',
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
  glossary: z.string().optional().describe('Glossary of the project and location, by its name.'),
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
  fingerprint: ['model', 'glossary'],
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
  const { location = googleDefaults.location, model, glossary } = options;
  const address = addressOf(options.endpoint ?? googleDefaults.endpoint, [accessToken], options);
  const { endpoint, secrets } = address;
  const parent = `projects/${projectId}/locations/${location}`;

  const call = async (
    work: (client: Client, how: Readonly<Record<string, unknown>>) => Promise<unknown>,
    signal: AbortSignal,
    explain?: HttpCall['explain'],
  ): Promise<unknown> => {
    const sdk = await untilAborted(
      NAME,
      importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
      signal,
    );
    const { hostname, port, protocol } = new URL(endpoint);
    return throughLibrary({ provider: NAME, address, explain, host, signal }, async (send) => {
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
        return await work(client, { timeout: SILENCE, retry: null });
      } finally {
        await client.close();
      }
    });
  };

  const languages = remembered(async (signal = new AbortController().signal) => {
    const answer = await call((client, how) => client.getSupportedLanguages({ parent }, how), signal);
    const { data } = languagesShape.safeParse(answer);
    if (data === undefined) throw badResponse(NAME, say.ownItems({ provider: NAME }));
    const codes = (side: 'supportSource' | 'supportTarget') =>
      data.languages.filter((each) => each[side] !== false).map(({ languageCode }) => languageCode);
    return { sources: codes('supportSource'), targets: codes('supportTarget') };
  });

  return {
    name: NAME,
    identity: [NAME, model, glossary].filter((part) => part !== undefined).join('|'),
    capabilities: {
      maxUnits: googleDefaults.maxUnits,
      maxCharacters: googleDefaults.maxCharacters,
      maxUnitCharacters: googleDefaults.maxCharacters,
      placeholders: 'token',
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
        const known = languages.known;
        const code = (tag: LanguageTag, list: readonly string[] | undefined) =>
          (list === undefined ? undefined : codeAmong(list, codesOf(tag))) ?? codesOf(tag)[0];
        const answer = await call(
          (client, how) =>
            client.translateText(
              {
                parent,
                contents: units.map(({ text }) => text),
                mimeType: 'text/plain',
                sourceLanguageCode: code(source, known?.sources),
                targetLanguageCode: code(target, known?.targets),
                ...(model === undefined
                  ? {}
                  : { model: model.startsWith('projects/') ? model : `${parent}/models/${model}` }),
                ...(glossary === undefined
                  ? {}
                  : {
                      glossaryConfig: {
                        glossary: glossary.startsWith('projects/')
                          ? glossary
                          : `${parent}/glossaries/${glossary}`,
                        ignoreCase: true,
                      },
                    }),
              },
              how,
            ),
          signal,
          (detail, status, headers) => {
            const as = (other: number): ProviderError =>
              statusError(NAME, { status: other, detail, headers, endpoint, secrets });
            if (/glossary/i.test(detail) && (status === 404 || status === 400))
              return noGlossary(NAME, { name: glossary ?? '', status, detail });
            if (
              status === 400 &&
              /language|pair/i.test(detail) &&
              /invalid|unsupported|not supported|bad/i.test(detail)
            )
              return unsupportedPair(NAME, source, target);
            if (
              status === 400 &&
              /too (?:long|large)|exceeds?.{0,40}(?:limit|code ?points|maximum)/i.test(detail)
            )
              return as(413);
            // Quotas are refused with 403 as well as with 429.
            if ((status === 403 || status === 429) && /daily limit|per day|billing/i.test(detail))
              return as(402);
            return status === 403 && /rate limit|quota exceeded|per minute/i.test(detail)
              ? as(429)
              : undefined;
          },
        );
        return answersOf(answer, glossary !== undefined);
      });
    },
  };
}

function answersOf(answer: unknown, withGlossary: boolean) {
  const { data } = answerShape.safeParse(answer);
  const own = data?.translations;
  const items =
    withGlossary && (data?.glossaryTranslations?.length ?? 0) > 0 ? data?.glossaryTranslations : own;
  if (items === undefined) throw badResponse(NAME, say.ownItems({ provider: NAME }));
  return items.map(({ translatedText, model }) => {
    if (translatedText === undefined) throw badResponse(NAME, say.ownItems({ provider: NAME }));
    return { text: translatedText, ...(model === undefined || model === '' ? {} : { model }) };
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
