import { z } from 'zod';
import { ProviderError, TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { badResponse, statusError, untilAborted } from './failure.js';
import {
  type AdapterHost,
  answerUnits,
  importPeer,
  isTranslatablePair,
  needed,
  remembered,
  unsupportedPair,
} from './frame.js';
import { csvOf, type GlossaryService, glossariesOf } from './house-glossaries.js';
import { type HttpCall, isLoopback } from './http.js';
import { addressOf, throughLibrary } from './library.js';
import { codeAmong, codeFor, noGlossary } from './translators.js';

const say = messages('providers', {
  amazon: 'Amazon Translate',
  setAmazonRegion: 'Set AWS_REGION, or providers.amazon.region in the configuration.',
  setAmazonKey: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to a key that may translate.',
  oneTerminology: '{{provider}} takes one terminology a request: set terminology or glossary, not both',
  ownAmazonText: '{{provider}} answered without a text',
});

const settings = z.strictObject({
  region: z.string().optional().describe('Region, e.g. `eu-central-1`.'),
  accessKeyId: z.string().optional().describe('Key of an account that may translate.'),
  secretAccessKey: z.string().optional().describe('Its secret.'),
  sessionToken: z.string().optional().describe('Token of a key that is lent for a time.'),
  endpoint: z.url().optional().describe("Another server than the region's: a gateway, a mock."),
  terminology: z.string().optional().describe('Custom terminology of the region, by its name.'),
  glossary: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/)
    .optional()
    .describe(
      'Keeps terms as custom terminologies whose names begin so, one for each pair, and uses them; absent: terms stay here. Not with `terminology`: a request takes one.',
    ),
});
type AmazonSettings = z.infer<typeof settings>;

const NAME = 'amazon';
const PEER: string = '@aws-sdk/client-translate';
/** One text of 10,000 bytes of UTF-8: a letter is three at most. */
const MAX_CHARACTERS = 3300;

/** Amazon Translate as it is plugged in. */
export const amazon = defineProvider({
  kind: 'provider',
  name: NAME,
  description: say.amazon(),
  settings,
  environment: {
    AWS_REGION: 'region',
    AWS_DEFAULT_REGION: 'region',
    AWS_ACCESS_KEY_ID: 'accessKeyId',
    AWS_SECRET_ACCESS_KEY: 'secretAccessKey',
    AWS_SESSION_TOKEN: 'sessionToken',
  },
  secrets: ['accessKeyId', 'secretAccessKey', 'sessionToken'],
  fingerprint: ['terminology', 'glossary'],
  peer: PEER,
  // Keys of AWS lie in many environments, for other things than this.
  auto: false,
  required: [
    { anyOf: ['region'], remedy: say.setAmazonRegion() },
    { anyOf: ['accessKeyId'], remedy: say.setAmazonKey() },
    { anyOf: ['secretAccessKey'], remedy: say.setAmazonKey() },
  ],
  create: createAmazon,
});

/** What is used of the library. */
interface Sdk {
  readonly TranslateClient: new (
    options: Readonly<Record<string, unknown>>,
  ) => { send(command: unknown): Promise<unknown>; destroy(): void };
  readonly TranslateTextCommand: new (input: unknown) => unknown;
  readonly ListLanguagesCommand: new (input: unknown) => unknown;
  readonly ListTerminologiesCommand: new (input: unknown) => unknown;
  readonly ImportTerminologyCommand: new (input: unknown) => unknown;
  readonly DeleteTerminologyCommand: new (input: unknown) => unknown;
}
/** A signed request of the library. */
interface SignedRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

const answerShape = z.looseObject({ TranslatedText: z.string() });
const terminologiesShape = z.looseObject({
  TerminologyPropertiesList: z.array(z.looseObject({ Name: z.string() })).nullish(),
  NextToken: z.string().nullish(),
});
const languagesShape = z.looseObject({ Languages: z.array(z.looseObject({ LanguageCode: z.string() })) });

/** Codes of errors, which all come with status 400, as statuses that say the same. */
const STATUS: readonly (readonly [RegExp, number])[] = [
  [/Throttling|TooManyRequests|RequestLimitExceeded|ProvisionedThroughput/i, 429],
  [
    /UnrecognizedClient|InvalidSignature|AccessDenied|ExpiredToken|MissingAuthentication|InvalidClientTokenId|IncompleteSignature|SignatureDoesNotMatch|OptInRequired/i,
    401,
  ],
  [/TextSizeLimitExceeded/i, 413],
  [/LimitExceeded|ServiceQuota/i, 402],
  [/ServiceUnavailable|InternalServer|InternalFailure/i, 503],
];

/** Amazon Translate through Amazon's library, an optional peer loaded when first used: one text a request. */
export function createAmazon(options: AmazonSettings, host: AdapterHost = {}): Provider {
  const region = needed(NAME, 'region', options.region);
  const accessKeyId = needed(NAME, 'accessKeyId', options.accessKeyId);
  const secretAccessKey = needed(NAME, 'secretAccessKey', options.secretAccessKey);
  const { terminology } = options;
  if (terminology !== undefined && options.glossary !== undefined)
    throw new TovmachError('CONFIG', say.oneTerminology({ provider: NAME }));
  const address = addressOf(
    options.endpoint ?? `https://translate.${region}.amazonaws.com`,
    [accessKeyId, secretAccessKey, options.sessionToken],
    {},
  );
  const { endpoint } = address;

  const call = callerOf(options, address, host);
  const explain = explainerOf(address);

  const languages = remembered(async (signal = new AbortController().signal) => {
    const answer = await call((sdk) => new sdk.ListLanguagesCommand({ MaxResults: 500 }), signal, explain);
    const { data } = languagesShape.safeParse(answer);
    if (data === undefined) throw badResponse(NAME, say.ownAmazonText({ provider: NAME }));
    return data.Languages.map(({ LanguageCode }) => LanguageCode);
  });
  const codeOf = (tag: LanguageTag): string => codeFor(languages.known, codesOf(tag), tag);
  const glossaries = glossariesOf(host, {
    provider: NAME,
    name: options.glossary,
    joint: '-',
    service: terminologies((command, signal) => call(command, signal, explain), codeOf),
  });

  return {
    name: NAME,
    identity: [NAME, terminology].filter((part) => part !== undefined).join('|'),
    capabilities: {
      maxUnits: 1,
      maxCharacters: MAX_CHARACTERS,
      maxUnitCharacters: MAX_CHARACTERS,
      placeholders: 'token',
      ...onlyDefined({ terms: glossaries === undefined ? undefined : true }),
      context: false,
      deterministic: false,
      remote: !isLoopback(endpoint),
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      const codes = await languages.get(signal);
      return [source, target].every((tag) => codeAmong(codes, codesOf(tag)) !== undefined);
    },
    translate(request) {
      const { source, target, formality, signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const { terms: found = [] } = request;
        const ours = found.length === 0 ? undefined : await glossaries?.of(source, target, signal);
        const used = ours ?? terminology;
        const explainHere: Explain = (detail, status, headers, body) => {
          const type = body + (headers.get('x-amzn-errortype') ?? '');
          if (/UnsupportedLanguagePair/i.test(type)) return unsupportedPair(NAME, source, target);
          if (/ResourceNotFound/i.test(type) && ours !== undefined) glossaries?.forget();
          return gone({ ours, used }, type, { status, detail }) ?? explain(detail, status, headers, body);
        };
        const answers: { text: string }[] = [];
        for (const { text } of units) {
          const input = {
            Text: text,
            SourceLanguageCode: codeOf(source),
            TargetLanguageCode: codeOf(target),
            ...onlyDefined({
              TerminologyNames: used === undefined ? undefined : [used],
              Settings:
                formality === undefined
                  ? undefined
                  : { Formality: formality === 'more' ? 'FORMAL' : 'INFORMAL' },
            }),
          };
          const answer = await call((sdk) => new sdk.TranslateTextCommand(input), signal, explainHere);
          const { data } = answerShape.safeParse(answer);
          if (data === undefined) throw badResponse(NAME, say.ownAmazonText({ provider: NAME }));
          answers.push({ text: data.TranslatedText });
        }
        return answers;
      });
    },
  };
}

type Explain = NonNullable<HttpCall['explain']>;
type Address = ReturnType<typeof addressOf>;

/** The error of a terminology that is not there, of the house or of the user. */
function gone(
  { ours, used }: { readonly ours: string | undefined; readonly used: string | undefined },
  type: string,
  { status, detail }: { readonly status: number; readonly detail: string },
): ProviderError | undefined {
  if (!/ResourceNotFound/i.test(type) || used === undefined) return undefined;
  const problem = noGlossary(NAME, { name: used, status, detail });
  return ours === undefined
    ? problem
    : new ProviderError(NAME, 'REJECTED', problem, { status, resend: true });
}

/** What the service's own names of errors mean. */
function explainerOf({ endpoint, secrets }: Address): Explain {
  return (detail, _, headers, body) => {
    const type = `${headers.get('x-amzn-errortype') ?? ''} ${/"__type"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? ''}`;
    const status = STATUS.find(([pattern]) => pattern.test(type))?.[1];
    return status === undefined
      ? undefined
      : statusError(NAME, { status, detail, headers, endpoint, secrets });
  };
}

/** Sends one command through Amazon's library, over our own wire. */
function callerOf(options: AmazonSettings, address: Address, host: AdapterHost) {
  const { region, accessKeyId, secretAccessKey, sessionToken } = options;
  return async (command: (sdk: Sdk) => unknown, signal: AbortSignal, explain: Explain): Promise<unknown> => {
    const sdk = await untilAborted(
      NAME,
      importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
      signal,
    );
    return throughLibrary({ provider: NAME, address, explain, host, signal }, async (send) => {
      const client = new sdk.TranslateClient({
        region,
        endpoint: address.endpoint,
        maxAttempts: 1,
        credentials: {
          accessKeyId,
          secretAccessKey,
          ...onlyDefined({ sessionToken }),
        },
        requestHandler: {
          handle: async (request: SignedRequest) => ({ response: await over(send, request) }),
        },
      });
      try {
        return await client.send(command(sdk));
      } finally {
        client.destroy();
      }
    });
  };
}

/** Custom terminologies as glossaries of the house: what is in them is a file, and their name is their id. */
function terminologies(
  call: (command: (sdk: Sdk) => unknown, signal: AbortSignal) => Promise<unknown>,
  codeOf: (tag: LanguageTag) => string,
): GlossaryService {
  return {
    async list(signal) {
      const found: { id: string; name: string }[] = [];
      let next: string | undefined;
      do {
        const input = { MaxResults: 500, ...onlyDefined({ NextToken: next }) };
        const { data } = terminologiesShape.safeParse(
          await call((sdk) => new sdk.ListTerminologiesCommand(input), signal),
        );
        if (data === undefined) throw badResponse(NAME, say.ownAmazonText({ provider: NAME }));
        for (const { Name } of data.TerminologyPropertiesList ?? []) found.push({ id: Name, name: Name });
        next = data.NextToken ?? undefined;
      } while (next !== undefined);
      return found;
    },
    async make(name, entries, { source, target, signal }) {
      const file = Buffer.from(csvOf(entries, codeOf(source), codeOf(target)));
      const TerminologyData = { File: file, Format: 'CSV', Directionality: 'UNI' };
      await call(
        (sdk) =>
          new sdk.ImportTerminologyCommand({ Name: name, MergeStrategy: 'OVERWRITE', TerminologyData }),
        signal,
      );
      return name;
    },
    async remove(id, signal) {
      await call((sdk) => new sdk.DeleteTerminologyCommand({ Name: id }), signal);
    },
  };
}

/** Sends what the library has signed. */
async function over(send: typeof fetch, request: SignedRequest) {
  const { protocol, hostname, port, path, method, body } = request;
  const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`;
  const headers = new Headers(request.headers);
  // Both belong to the connection.
  headers.delete('host');
  headers.delete('content-length');
  const answer = await send(url, { method, headers, ...onlyDefined({ body }) });
  return {
    statusCode: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: new Uint8Array(await answer.arrayBuffer()),
  };
}

function codesOf(tag: LanguageTag): readonly string[] {
  const { language, script, region } = new Intl.Locale(tag).maximize();
  if (language === 'zh') return [script === 'Hant' ? 'zh-TW' : 'zh'];
  if (language === 'pt') return region === 'PT' && tag.includes('-') ? ['pt-PT', 'pt'] : ['pt'];
  if (language === 'es' && region === 'MX') return ['es-MX', 'es'];
  if (language === 'fr' && region === 'CA') return ['fr-CA', 'fr'];
  if (language === 'nb') return ['no'];
  if (language === 'fil') return ['tl'];
  return [language, tag];
}
