import { afterEach, describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/errors.js';
import type { Provider, TranslateRequest } from '../../src/index.js';
import { createAmazon } from '../../src/providers/amazon.js';
import { createAzure } from '../../src/providers/azure.js';
import { createGoogle } from '../../src/providers/google.js';
import { createLara } from '../../src/providers/lara.js';
import { createLingva } from '../../src/providers/lingva.js';
import { type Dialect, type Mood, TranslationService } from '../../src/testing/index.js';
import {
  amazonDialect,
  azureDialect,
  googleDialect,
  laraDialect,
  lingvaDialect,
} from '../support/dialects.js';
import { hasSdk, sdkHost } from '../support/sdks.js';

/** What translation services answer, in the shapes of their own documentation. */

const open: TranslationService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});

type More = Readonly<Record<string, unknown>>;

interface Service {
  readonly name: string;
  readonly peer?: string;
  readonly dialect: Dialect;
  readonly create: (url: string, more?: More) => Provider;
  /** Answers of one text: whole with what nobody knows, with the text missing, and with none at all. */
  readonly answers: { readonly novel: unknown; readonly partial: unknown; readonly empty: unknown };
  readonly refusals: readonly (readonly [
    what: string,
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>>,
    expected: { readonly code: string; readonly wait?: readonly [number, number]; readonly words?: RegExp },
    settings?: More,
  ])[];
}

const googleError = (code: number, status: string, message: string, details: unknown[] = []): unknown => ({
  error: { code, message, status, details },
});
const azureError = (code: number, message: string): unknown => ({ error: { code, message } });
const amazonError = (type: string, message: string): unknown => ({ __type: type, message });
const laraError = (type: string, message: string): unknown => ({ type, message });

const SERVICES: readonly Service[] = [
  {
    name: 'google',
    peer: '@google-cloud/translate',
    dialect: googleDialect,
    create: (endpoint, more = {}) =>
      createGoogle({ projectId: 'p1', accessToken: 'token-0815', endpoint, ...more }, sdkHost),
    answers: {
      novel: { translations: [{ translatedText: 'One', novelty: { a: [1] } }], news: 1 },
      partial: { translations: [{ model: 'nmt' }] },
      empty: {},
    },
    refusals: [
      [
        'a token that has run out',
        401,
        googleError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
        {},
        { code: 'AUTH' },
      ],
      [
        'an interface that is switched off',
        403,
        googleError(
          403,
          'PERMISSION_DENIED',
          'Cloud Translation API has not been used in project 1 before or it is disabled.',
        ),
        {},
        { code: 'AUTH' },
      ],
      [
        "a minute's quota, which is a 403",
        403,
        googleError(403, 'PERMISSION_DENIED', 'User Rate Limit Exceeded'),
        {},
        { code: 'RATE_LIMIT' },
      ],
      [
        "a day's quota, which is a 403",
        403,
        googleError(403, 'PERMISSION_DENIED', 'Daily Limit Exceeded'),
        {},
        { code: 'QUOTA' },
      ],
      [
        'a quota whose wait stands in the body',
        429,
        googleError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', [
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '31s' },
        ]),
        {},
        { code: 'RATE_LIMIT', wait: [31_000, 31_000] },
      ],
      [
        'too long a text',
        400,
        googleError(
          400,
          'INVALID_ARGUMENT',
          'The total codepoints in the request must be less than 30720; text is too long.',
        ),
        {},
        { code: 'TOO_LARGE' },
      ],
      [
        'a pair it lacks',
        400,
        googleError(400, 'INVALID_ARGUMENT', 'Target language is invalid.'),
        {},
        { code: 'UNSUPPORTED_PAIR' },
      ],
      [
        'a glossary it lacks',
        404,
        googleError(404, 'NOT_FOUND', 'Glossary not found.'),
        {},
        { code: 'CONFIG', words: /no glossary "names"/ },
        { glossary: 'names' },
      ],
      [
        'a glossary in another region',
        400,
        googleError(400, 'INVALID_ARGUMENT', 'Invalid resource name. Glossary location must match.'),
        {},
        { code: 'CONFIG', words: /region/ },
        { glossary: 'names' },
      ],
    ],
  },
  {
    name: 'azure',
    peer: '@azure-rest/ai-translation-text',
    dialect: azureDialect,
    create: (endpoint, more = {}) =>
      createAzure({ apiKey: 'key-0815', region: 'westeurope', endpoint, ...more }, sdkHost),
    answers: {
      novel: { value: [{ translations: [{ language: 'en', text: 'One', novelty: {} }], news: 1 }] },
      partial: { value: [{ translations: [] }] },
      empty: { value: [] },
    },
    refusals: [
      [
        'a bad key, or one of another region',
        401,
        azureError(401_000, 'The request is not authorized because credentials are missing or invalid.'),
        {},
        { code: 'AUTH', words: /AZURE_TRANSLATOR_REGION/ },
      ],
      [
        'an operation that is not allowed',
        403,
        azureError(403_000, 'The operation is not allowed.'),
        {},
        { code: 'AUTH' },
      ],
      [
        'a free quota that is used up',
        403,
        azureError(
          403_001,
          'The operation is not allowed because the subscription has exceeded its free quota.',
        ),
        {},
        { code: 'QUOTA' },
      ],
      [
        'a limit of requests',
        429,
        azureError(
          429_001,
          'The server rejected the request because the client has exceeded request limits.',
        ),
        { 'retry-after': '11' },
        { code: 'RATE_LIMIT', wait: [11_000, 11_000] },
      ],
      [
        'a target it lacks',
        400,
        azureError(400_036, 'The target language is not valid.'),
        {},
        { code: 'UNSUPPORTED_PAIR' },
      ],
      [
        'a source it lacks',
        400,
        azureError(400_035, 'The source language is not valid.'),
        {},
        { code: 'UNSUPPORTED_PAIR' },
      ],
      [
        'too large a request',
        400,
        azureError(400_077, 'The maximum request size has been exceeded.'),
        {},
        { code: 'TOO_LARGE' },
      ],
      [
        'a model that is not loaded yet',
        408,
        azureError(
          408_001,
          'The translation system requested is being prepared. Please retry in a few minutes.',
        ),
        {},
        { code: 'UNAVAILABLE' },
      ],
      [
        'a crowd',
        503,
        azureError(503_000, 'Service is temporarily unavailable. Please retry.'),
        {},
        { code: 'UNAVAILABLE' },
      ],
    ],
  },
  {
    name: 'amazon',
    peer: '@aws-sdk/client-translate',
    dialect: amazonDialect,
    create: (endpoint, more = {}) =>
      createAmazon(
        {
          region: 'eu-central-1',
          accessKeyId: 'AKIDEXAMPLE',
          secretAccessKey: 'secret-0815',
          endpoint,
          ...more,
        },
        sdkHost,
      ),
    answers: {
      novel: { TranslatedText: 'One', SourceLanguageCode: 'uk', TargetLanguageCode: 'en', Novelty: [1] },
      partial: { SourceLanguageCode: 'uk', TargetLanguageCode: 'en' },
      empty: {},
    },
    refusals: [
      [
        'a bad key, which is a 400',
        400,
        amazonError('UnrecognizedClientException', 'The security token included in the request is invalid.'),
        {},
        { code: 'AUTH' },
      ],
      [
        'a key that may not translate',
        400,
        amazonError('AccessDeniedException', 'User is not authorized to perform: translate:TranslateText'),
        {},
        { code: 'AUTH' },
      ],
      [
        'a token that has run out',
        400,
        amazonError('ExpiredTokenException', 'The security token included in the request is expired'),
        {},
        { code: 'AUTH' },
      ],
      [
        'throttling, which is a 400',
        400,
        amazonError('ThrottlingException', 'Rate exceeded'),
        {},
        { code: 'RATE_LIMIT' },
      ],
      [
        'too many requests, by its header alone',
        400,
        { Message: 'slow' },
        { 'x-amzn-errortype': 'TooManyRequestsException:http://internal.amazon.com/' },
        { code: 'RATE_LIMIT' },
      ],
      [
        'too long a text',
        400,
        amazonError(
          'TextSizeLimitExceededException',
          'Input text size exceeds limit. Max length of request text allowed is 10000 bytes',
        ),
        {},
        { code: 'TOO_LARGE' },
      ],
      [
        'a pair it lacks',
        400,
        amazonError('UnsupportedLanguagePairException', 'Unsupported language pair: uk to xx.'),
        {},
        { code: 'UNSUPPORTED_PAIR' },
      ],
      [
        'a terminology it lacks',
        400,
        amazonError('ResourceNotFoundException', 'Terminology not found'),
        {},
        { code: 'CONFIG', words: /no glossary "names"/ },
        { terminology: 'names' },
      ],
      [
        'a fault of its own',
        500,
        amazonError('InternalServerException', 'An internal server error occurred.'),
        {},
        { code: 'UNAVAILABLE' },
      ],
    ],
  },
  {
    name: 'lara',
    peer: '@translated/lara',
    dialect: laraDialect,
    create: (serverUrl, more = {}) =>
      createLara({ accessKeyId: 'key-id-0815', accessKeySecret: 'secret-0815', serverUrl, ...more }, sdkHost),
    answers: {
      novel: {
        content_type: 'text/plain',
        source_language: 'uk-UA',
        translation: ['One'],
        novelty: { a: 1 },
      },
      partial: { content_type: 'text/plain', source_language: 'uk-UA', translation: [] },
      empty: {},
    },
    refusals: [
      ['a bad key', 401, laraError('AuthError', 'invalid credentials'), {}, { code: 'AUTH' }],
      ['a key without rights', 403, laraError('Forbidden', 'not allowed'), {}, { code: 'AUTH' }],
      [
        'a plan that is used up',
        403,
        laraError('QuotaExceeded', 'You have exceeded your monthly quota'),
        {},
        { code: 'QUOTA' },
      ],
      [
        'a limit of requests',
        429,
        laraError('RateLimit', 'Too many requests'),
        { 'retry-after': '3' },
        { code: 'RATE_LIMIT', wait: [3000, 3000] },
      ],
      ['too long a text', 413, laraError('PayloadTooLarge', 'text too long'), {}, { code: 'TOO_LARGE' }],
      [
        'a pair it lacks',
        400,
        laraError('InvalidParameter', 'target language is not supported'),
        {},
        { code: 'UNSUPPORTED_PAIR' },
      ],
      [
        'a glossary it lacks',
        404,
        laraError('NotFound', 'glossary gls_1 not found'),
        {},
        { code: 'CONFIG', words: /no glossary "gls_1"/ },
        { glossaries: ['gls_1'] },
      ],
      ['a crowd', 503, laraError('Unavailable', 'busy'), {}, { code: 'UNAVAILABLE' }],
    ],
  },
  {
    name: 'lingva',
    dialect: lingvaDialect,
    create: (url, more = {}) => createLingva({ url, ...more }),
    answers: {
      novel: { translation: 'One', info: { examples: [] } },
      partial: { translation: '' },
      empty: {},
    },
    refusals: [
      ['a pair it lacks', 400, { error: 'Invalid target language' }, {}, { code: 'UNSUPPORTED_PAIR' }],
      [
        'being turned away by Google',
        500,
        { error: 'An error occurred while retrieving the translation' },
        {},
        { code: 'UNAVAILABLE' },
      ],
      [
        'a limit of its host',
        429,
        { error: 'Too Many Requests' },
        { 'x-ratelimit-reset': '5' },
        { code: 'RATE_LIMIT', wait: [5000, 5000] },
      ],
      ['too long an address', 414, { error: 'URI Too Long' }, {}, { code: 'TOO_LARGE' }],
      ['a wall in front of it', 403, { error: 'Forbidden' }, {}, { code: 'AUTH' }],
    ],
  },
];

const request = (more: Partial<TranslateRequest> = {}): TranslateRequest => ({
  source: 'uk',
  target: 'en',
  units: [{ id: 'a', text: 'Один' }],
  signal: new AbortController().signal,
  ...more,
});

async function serve(dialect: Dialect, mood?: Mood): Promise<TranslationService> {
  const service = await TranslationService.open(dialect);
  open.push(service);
  if (mood !== undefined) service.mood = mood;
  return service;
}

async function errorOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (caught: unknown) => caught,
  );
  if (!ProviderError.isInstance(error)) throw error;
  return error;
}

describe.each(SERVICES)('$name', ({ peer, dialect, create, answers, refusals }) => {
  const promise = it.skipIf(peer !== undefined && !hasSdk(peer));
  const says = (body: unknown): Mood => ({ kind: 'say', body: JSON.stringify(body) });

  const told = refusals.map(
    ([what, status, body, headers, expected, settings = {}]) =>
      [what, status, body, headers, expected, settings] as const,
  );

  promise.each(told)('understands %s', async (_, status, body, headers, expected, settings) => {
    const service = await serve(dialect, { kind: 'refuse', status, headers, body: JSON.stringify(body) });
    const error = await errorOf(create(service.url, settings).translate(request()));
    expect({ code: error.code, message: error.message }).toMatchObject({ code: expected.code });
    if (expected.words !== undefined) expect(`${error.message} ${error.hint}`).toMatch(expected.words);
    if (expected.wait === undefined) return;
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(expected.wait[0]);
    expect(error.retryAfterMs).toBeLessThanOrEqual(expected.wait[1]);
  });

  promise('takes an answer with fields it does not know', async () => {
    const service = await serve(dialect, says(answers.novel));
    expect((await create(service.url).translate(request())).units).toMatchObject([{ id: 'a', text: 'One' }]);
  });

  promise('takes an answer without the text, and an empty one, for none', async () => {
    for (const body of [answers.partial, answers.empty]) {
      const service = await serve(dialect, says(body));
      const { code } = await errorOf(create(service.url).translate(request()));
      expect(['BAD_RESPONSE', 'UNAVAILABLE']).toContain(code);
    }
  });

  promise('has the pairs the service lists, and no others', async () => {
    const service = await serve(dialect);
    const provider = create(service.url);
    expect(await provider.supports('uk', 'en')).toBe(true);
    expect(await provider.supports('uk-UA', 'en-GB')).toBe(true);
    expect(await provider.supports('uk', 'hy')).toBe(false);
  });
});

describe('what one service has alone', () => {
  it.skipIf(!hasSdk('@google-cloud/translate'))(
    'google: project, region, model, glossary, token',
    async () => {
      const service = await serve(googleDialect, {
        kind: 'say',
        body: '{"translations":[{"translatedText":"plain"}],"glossaryTranslations":[{"translatedText":"by the glossary"}]}',
      });
      const more = { location: 'us-central1', glossary: 'names', model: 'general/nmt' };
      const provider = createGoogle(
        { projectId: 'p1', accessToken: 'token-0815', endpoint: service.url, ...more },
        sdkHost,
      );
      expect((await provider.translate(request())).units[0]?.text).toBe('by the glossary');
      const [received] = service.received;
      expect(received?.path).toBe('/v3/projects/p1/locations/us-central1:translateText');
      expect(received?.headers.authorization).toBe('Bearer token-0815');
      expect(JSON.parse(received?.body ?? '')).toMatchObject({
        contents: ['Один'],
        mimeType: 'text/plain',
        model: 'projects/p1/locations/us-central1/models/general/nmt',
        glossaryConfig: { glossary: 'projects/p1/locations/us-central1/glossaries/names', ignoreCase: true },
      });
      expect(provider.identity).toBe('google|general/nmt|names');
    },
  );

  it.skipIf(!hasSdk('@azure-rest/ai-translation-text'))(
    'azure: region, deployment, what was billed',
    async () => {
      const service = await serve(azureDialect);
      const provider = createAzure(
        { apiKey: 'key-0815', region: 'westeurope', deployment: 'gpt', endpoint: service.url },
        sdkHost,
      );
      expect((await provider.translate(request())).units).toEqual([
        { id: 'a', text: 'en: Один', billedCharacters: 4 },
      ]);
      const [received] = service.received;
      expect(received?.headers).toMatchObject({
        'ocp-apim-subscription-key': 'key-0815',
        'ocp-apim-subscription-region': 'westeurope',
      });
      expect(received?.query.get('api-version')).toBe('2026-06-06');
      expect(JSON.parse(received?.body ?? '').inputs[0].targets).toEqual([
        { language: 'en', deploymentName: 'gpt' },
      ]);
    },
  );

  it.skipIf(!hasSdk('@azure-rest/ai-translation-text'))(
    'azure: terms of one form as the dynamic dictionary, from and into English',
    async () => {
      const service = await serve(azureDialect);
      const said: string[] = [];
      const provider = createAzure(
        { apiKey: 'key-0815', endpoint: service.url, dictionary: true },
        { ...sdkHost, notice: (what) => void said.push(typeof what === 'string' ? what : what.message) },
      );
      expect(provider.capabilities.terms).toBe(true);
      const terms = [
        { source: 'Рада', target: 'Rada', fixed: true },
        { source: 'Верховна Рада', target: 'Verkhovna Rada', fixed: true },
        { source: 'бюджет', target: 'budget' },
        { source: 'A&B', target: 'A&B', fixed: true },
      ];
      const units = [{ id: 'a', text: 'Верховна Рада, Рада й Радамська: бюджет A&B.' }];
      await provider.translate(request({ units, terms }));
      expect(service.asked[0]?.texts).toEqual([
        '<mstrans:dictionary translation="Verkhovna Rada">Верховна Рада</mstrans:dictionary>, <mstrans:dictionary translation="Rada">Рада</mstrans:dictionary> й Радамська: бюджет A&B.',
      ]);
      for (let time = 0; time < 2; time += 1)
        await provider.translate(request({ units, terms, target: 'de' }));
      expect(service.asked[1]?.texts).toEqual([units[0]?.text]);
      expect(said).toEqual([expect.stringMatching(/uk to de terms are only checked/)]);
    },
  );

  it.skipIf(!hasSdk('@aws-sdk/client-translate'))(
    'amazon: signature, terminology, formality, 10 kB at most',
    async () => {
      const service = await serve(amazonDialect);
      const provider = createAmazon(
        {
          region: 'eu-central-1',
          accessKeyId: 'AKIDEXAMPLE',
          secretAccessKey: 's',
          terminology: 'names',
          endpoint: service.url,
        },
        sdkHost,
      );
      await provider.translate(request({ formality: 'more' }));
      const [received] = service.received;
      expect(received?.headers.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/translate\/aws4_request/,
      );
      expect(JSON.parse(received?.body ?? '')).toMatchObject({
        TerminologyNames: ['names'],
        Settings: { Formality: 'FORMAL' },
      });
      const longest = '語'.repeat(provider.capabilities.maxUnitCharacters);
      expect(Buffer.byteLength(longest)).toBeLessThanOrEqual(10_000);
    },
  );

  it.skipIf(!hasSdk('@translated/lara'))('lara: style, glossaries, memories, nothing kept', async () => {
    const service = await serve(laraDialect);
    const more = {
      style: 'faithful' as const,
      glossaries: ['gls_1'],
      memories: ['mem_1'],
      instructions: ['Short.'],
      noTrace: true,
    };
    const provider = createLara(
      { accessKeyId: 'id-0815', accessKeySecret: 's', serverUrl: service.url, ...more },
      sdkHost,
    );
    await provider.translate(request());
    const sent = service.received.find(({ path }) => path === '/v2/translate');
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      q: ['Один'],
      source: 'uk-UA',
      target: 'en-US',
      style: 'faithful',
      glossaries: ['gls_1'],
      adapt_to: ['mem_1'],
      instructions: ['Short.'],
    });
    expect(sent?.headers['x-no-trace']).toBe('true');
  });
});
