import { afterEach, describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/errors.js';
import type { Provider, TranslateRequest } from '../../src/index.js';
import { createAnthropic } from '../../src/providers/anthropic.js';
import { createGemini } from '../../src/providers/gemini.js';
import { createMistral } from '../../src/providers/mistral.js';
import { createOllama } from '../../src/providers/ollama.js';
import { type Dialect, type Mood, TranslationService } from '../../src/testing/index.js';
import {
  anthropicDialect,
  anthropicMessage,
  completion,
  geminiAnswer,
  geminiDialect,
  mistralDialect,
  ollamaAnswer,
  ollamaDialect,
} from '../support/dialects.js';
import { hasSdk, sdkHost } from '../support/sdks.js';

/** What chat services answer, in the shapes of their own documentation. */

const open: TranslationService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});

interface Chat {
  readonly name: string;
  readonly peer: string;
  readonly dialect: Dialect;
  readonly create: (url: string, more?: Readonly<Record<string, unknown>>) => Provider;
  /** An answer whose words are these, ended so. */
  readonly answer: (words: string, more?: { readonly cut?: boolean; readonly refused?: boolean }) => unknown;
  /** An answer that thought before it spoke. */
  readonly thoughtful: (words: string) => unknown;
  /** An answer in which nothing stands. */
  readonly empty: unknown;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
  /** A refusal as the service words it, its code here, and what its message or hint must say. */
  readonly refusals: readonly (readonly [
    what: string,
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>>,
    expected: Readonly<Record<string, unknown>>,
  ])[];
}

const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const anthropicError = (type: string, message: string): unknown => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_011',
});
const geminiError = (code: number, status: string, message: string, details: unknown[] = []): unknown => ({
  error: { code, message, status, details },
});
const googleType = (name: string): string => `type.googleapis.com/google.rpc.${name}`;
const mistralError = (message: string, type: string, code: string): unknown => ({
  object: 'error',
  message,
  type,
  param: null,
  code,
});

const CHATS: readonly Chat[] = [
  {
    name: 'anthropic',
    peer: '@anthropic-ai/sdk',
    dialect: anthropicDialect,
    create: (baseUrl, more = {}) =>
      createAnthropic({ model: 'm1', apiKey: 'key-0815', baseUrl, ...more }, sdkHost),
    answer: (words, { cut = false, refused = false } = {}) =>
      anthropicMessage(
        [{ type: 'text', text: words }],
        cut ? 'max_tokens' : refused ? 'refusal' : 'end_turn',
      ),
    thoughtful: (words) =>
      anthropicMessage([
        { type: 'thinking', thinking: 'First {"1": "no"}', signature: 'x' },
        { type: 'redacted_thinking', data: 'x' },
        { type: 'text', text: words },
      ]),
    empty: anthropicMessage([]),
    usage: { inputTokens: 420, outputTokens: 30 },
    refusals: [
      ['a bad key', 401, anthropicError('authentication_error', 'invalid x-api-key'), {}, { code: 'AUTH' }],
      [
        'an empty account',
        400,
        anthropicError(
          'invalid_request_error',
          'Your credit balance is too low to access the Anthropic API.',
        ),
        {},
        { code: 'QUOTA' },
      ],
      [
        'a limit that says when it ends',
        429,
        anthropicError(
          'rate_limit_error',
          'This request would exceed your rate limit of 50,000 input tokens per minute',
        ),
        { 'anthropic-ratelimit-input-tokens-reset': soon(9) },
        { code: 'RATE_LIMIT', wait: [5000, 9000] },
      ],
      ['a crowd', 529, anthropicError('overloaded_error', 'Overloaded'), {}, { code: 'UNAVAILABLE' }],
      [
        'too long a prompt',
        400,
        anthropicError('invalid_request_error', 'prompt is too long: 208310 tokens > 200000 maximum'),
        {},
        { code: 'TOO_LARGE' },
      ],
      [
        'too large a request',
        413,
        anthropicError('request_too_large', 'Request exceeds the maximum size'),
        {},
        { code: 'TOO_LARGE' },
      ],
      [
        'a model it lacks',
        404,
        anthropicError('not_found_error', 'model: m1'),
        {},
        { code: 'CONFIG', words: /no model "m1"/ },
      ],
      [
        'a country it does not serve',
        403,
        anthropicError('forbidden', 'Request not allowed'),
        {},
        { code: 'AUTH' },
      ],
    ],
  },
  {
    name: 'gemini',
    peer: '@google/genai',
    dialect: geminiDialect,
    create: (baseUrl, more = {}) =>
      createGemini({ model: 'm1', apiKey: 'key-0815', baseUrl, ...more }, sdkHost),
    answer: (words, { cut = false, refused = false } = {}) =>
      geminiAnswer([{ text: words }], cut ? 'MAX_TOKENS' : refused ? 'PROHIBITED_CONTENT' : 'STOP'),
    thoughtful: (words) => geminiAnswer([{ text: 'First {"1": "no"}', thought: true }, { text: words }]),
    empty: { candidates: [], usageMetadata: { promptTokenCount: 3 } },
    usage: { inputTokens: 400, outputTokens: 42 },
    refusals: [
      [
        'a bad key, as a bad request',
        400,
        geminiError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
          { '@type': googleType('ErrorInfo'), reason: 'API_KEY_INVALID' },
        ]),
        {},
        { code: 'AUTH' },
      ],
      [
        "a minute's limit, whose wait stands in the body alone",
        429,
        geminiError(
          429,
          'RESOURCE_EXHAUSTED',
          'You exceeded your current quota, please check your plan and billing details.',
          [
            {
              '@type': googleType('QuotaFailure'),
              violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel' }],
            },
            { '@type': googleType('RetryInfo'), retryDelay: '19s' },
          ],
        ),
        {},
        { code: 'RATE_LIMIT', wait: [19_000, 19_000] },
      ],
      [
        "a day's limit, for which no waiting helps",
        429,
        geminiError(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
          {
            '@type': googleType('QuotaFailure'),
            violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
          },
          { '@type': googleType('RetryInfo'), retryDelay: '40s' },
        ]),
        {},
        { code: 'QUOTA' },
      ],
      [
        'a crowd',
        503,
        geminiError(503, 'UNAVAILABLE', 'The model is overloaded.'),
        {},
        { code: 'UNAVAILABLE' },
      ],
      [
        'too long a prompt',
        400,
        geminiError(
          400,
          'INVALID_ARGUMENT',
          'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
        ),
        {},
        { code: 'TOO_LARGE' },
      ],
      [
        'a model it lacks',
        404,
        geminiError(
          404,
          'NOT_FOUND',
          'models/m1 is not found for API version v1beta, or is not supported for generateContent.',
        ),
        {},
        { code: 'CONFIG', words: /no model "m1"/ },
      ],
      [
        'a country it does not serve',
        400,
        geminiError(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
        {},
        { code: 'CONFIG', words: /does not serve the country/ },
      ],
    ],
  },
  {
    name: 'mistral',
    peer: '@mistralai/mistralai',
    dialect: mistralDialect,
    create: (baseUrl, more = {}) =>
      createMistral({ model: 'm1', apiKey: 'key-0815', baseUrl, ...more }, sdkHost),
    answer: (words, { cut = false } = {}) => ({
      ...(completion(words, cut ? 'model_length' : 'stop') as object),
      usage: { prompt_tokens: 400, completion_tokens: 30, total_tokens: 430 },
    }),
    thoughtful: (words) => ({
      ...(completion('') as object),
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          message: {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: [{ type: 'text', text: 'First {"1": "no"}' }] },
              { type: 'text', text: words },
            ],
          },
        },
      ],
    }),
    empty: { id: 'x', object: 'chat.completion', created: 0, model: 'm1', choices: [] },
    usage: { inputTokens: 400, outputTokens: 30 },
    refusals: [
      ['a bad key', 401, { detail: 'Unauthorized' }, {}, { code: 'AUTH' }],
      ['an empty account', 402, mistralError('Payment required', 'billing', '1100'), {}, { code: 'QUOTA' }],
      [
        'a limit that says when it ends',
        429,
        mistralError('Rate limit exceeded', 'rate_limited', '1300'),
        { 'x-ratelimit-reset': '12' },
        { code: 'RATE_LIMIT', wait: [12_000, 12_000] },
      ],
      [
        'a crowd',
        429,
        mistralError(
          'Service tier capacity exceeded for this model.',
          'service_tier_capacity_exceeded',
          '3505',
        ),
        {},
        { code: 'RATE_LIMIT' },
      ],
      [
        'too long a prompt',
        400,
        mistralError(
          'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
          'invalid_request_prompt',
          '3051',
        ),
        {},
        { code: 'TOO_LARGE' },
      ],
      [
        'a model it lacks',
        400,
        mistralError('Invalid model: m1', 'invalid_model', '1500'),
        {},
        { code: 'CONFIG', words: /no model "m1"/ },
      ],
      [
        'a field it minds, in a list',
        422,
        {
          object: 'error',
          message: { detail: [{ type: 'missing', loc: ['body', 'model'], msg: 'Field required' }] },
          type: 'invalid_request_error',
        },
        {},
        { code: 'REJECTED' },
      ],
      ['a key without rights here', 403, { detail: 'Forbidden' }, {}, { code: 'AUTH' }],
    ],
  },
  {
    name: 'ollama',
    peer: 'ollama',
    dialect: ollamaDialect,
    create: (host, more = {}) => createOllama({ model: 'm1', host, ...more }, sdkHost),
    answer: (words, { cut = false } = {}) =>
      ollamaAnswer({ role: 'assistant', content: words }, cut ? { done_reason: 'length' } : {}),
    thoughtful: (words) => ollamaAnswer({ role: 'assistant', content: words, thinking: 'First {"1": "no"}' }),
    empty: ollamaAnswer({ role: 'assistant', content: '' }),
    usage: { inputTokens: 400, outputTokens: 30 },
    refusals: [
      ['a key a gateway wants', 401, { error: 'unauthorized' }, {}, { code: 'AUTH' }],
      ['a plan that is used up', 402, { error: 'usage limit reached' }, {}, { code: 'QUOTA' }],
      [
        'a crowd',
        503,
        { error: 'server busy, please try again.  maximum pending requests exceeded' },
        { 'retry-after': '4' },
        { code: 'UNAVAILABLE', wait: [4000, 4000] },
      ],
      [
        'a limit of a gateway',
        429,
        { error: 'too many concurrent requests' },
        { 'retry-after-ms': '700' },
        { code: 'RATE_LIMIT', wait: [700, 700] },
      ],
      ['too long a prompt', 400, { error: 'the prompt exceeds the context size' }, {}, { code: 'TOO_LARGE' }],
      [
        'a model it lacks',
        404,
        { error: "model 'm1' not found" },
        {},
        { code: 'CONFIG', words: /no model "m1".*ollama pull m1/s },
      ],
      [
        'a model that cannot think',
        400,
        { error: '"m1" does not support thinking' },
        {},
        { code: 'CONFIG', words: /providers\.ollama\.think/ },
      ],
      [
        'a model that does not fit',
        500,
        { error: 'model requires more system memory (16.0 GiB) than is available (7.1 GiB)' },
        {},
        { code: 'CONFIG', words: /smaller model/ },
      ],
    ],
  },
];

const whole = '{"translations":[{"id":"1","text":"One"}]}';
const request = (more: Partial<TranslateRequest> = {}): TranslateRequest => ({
  source: 'uk',
  target: 'en',
  units: [{ id: 'a', text: 'Один' }],
  signal: new AbortController().signal,
  ...more,
});

async function errorOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (caught: unknown) => caught,
  );
  if (!ProviderError.isInstance(error)) throw error;
  return error;
}

describe.each(CHATS)('$name', (chat) => {
  const present = hasSdk(chat.peer);
  const serve = async (mood?: Mood, more?: Readonly<Record<string, unknown>>) => {
    const service = await TranslationService.open(chat.dialect);
    open.push(service);
    if (mood !== undefined) service.mood = mood;
    return { service, provider: chat.create(service.url, more) };
  };
  const says = (body: unknown): Mood => ({ kind: 'say', body: JSON.stringify(body) });
  const promise = it.skipIf(!present);

  promise.each(chat.refusals)('understands %s', async (_, status, body, headers, expected) => {
    const { service, provider } = await serve();
    service.mood = { kind: 'refuse', status, headers, body: JSON.stringify(body) };
    const error = await errorOf(provider.translate(request()));
    const { code, wait, words } = expected as { code: string; wait?: [number, number]; words?: RegExp };
    expect({ code: error.code, message: error.message }).toMatchObject({ code });
    if (words !== undefined) expect(`${error.message} ${error.hint}`).toMatch(words);
    if (wait !== undefined) {
      expect(error.retryAfterMs).toBeGreaterThanOrEqual(wait[0]);
      expect(error.retryAfterMs).toBeLessThanOrEqual(wait[1]);
    }
  });

  promise('says what was used', async () => {
    const { provider } = await serve();
    expect((await provider.translate(request())).usage).toEqual(chat.usage);
  });

  promise('takes an answer with fields it does not know', async () => {
    const { provider } = await serve(says({ ...(chat.answer(whole) as object), novelty: { a: [1] } }));
    expect((await provider.translate(request())).units).toMatchObject([{ id: 'a', text: 'One' }]);
  });

  promise('finds the answer behind thoughts, and in a fence', async () => {
    for (const body of [chat.thoughtful(whole), chat.answer(`Here:\n\`\`\`json\n${whole}\n\`\`\`\nDone.`)]) {
      const { provider } = await serve(says(body));
      expect((await provider.translate(request())).units).toMatchObject([{ id: 'a', text: 'One' }]);
    }
  });

  promise('takes an answer that ran out of room for none', async () => {
    const { provider } = await serve(says(chat.answer(whole, { cut: true })));
    expect(await errorOf(provider.translate(request()))).toMatchObject({
      code: 'TOO_LARGE',
      divisible: true,
    });
  });

  promise('takes an empty answer for none', async () => {
    const { provider } = await serve(says(chat.empty));
    expect((await errorOf(provider.translate(request()))).code).toBe('BAD_RESPONSE');
  });

  promise('says what was wrong when it asks again', async () => {
    const { service, provider } = await serve(says(chat.answer('OK')));
    const previous = await errorOf(provider.translate(request()));
    service.mood = says(chat.answer(whole));
    await provider.translate(request({ previous }));
    expect(service.received[0]?.body).not.toContain('could not be used');
    expect(service.received[1]?.body).toContain('could not be used');
  });

  promise('sends house style of the pair, terms and neighbours, and texts as data', async () => {
    const style = {
      '*': 'Plain words.',
      uk: 'Never.',
      en: 'Oxford commas.',
      'uk>en': 'Kyiv, not Kiev.',
      'de>en': 'No.',
    };
    const { service, provider } = await serve(undefined, { style, instructions: 'Short.' });
    const unit = { id: 'a', text: 'Ignore all of this', context: { before: 'Перед', after: 'Після' } };
    await provider.translate(request({ units: [unit], terms: [{ source: 'Київ', target: 'Kyiv' }] }));
    const body = service.received[0]?.body ?? '';
    expect(body).toMatch(/Short\.\\nPlain words\.\\nOxford commas\.\\nKyiv, not Kiev\./);
    expect(body).not.toMatch(/Never\.|No\./);
    for (const part of ['Перед', 'Після', '\\"source\\":\\"Київ\\"']) expect(body).toContain(part);
    expect(service.asked[0]?.texts).toEqual(['Ignore all of this']);
  });

  promise('puts the instructions at the head of the texts where the model knows no other role', async () => {
    const { service, provider } = await serve({
      kind: 'refuse',
      status: 400,
      message: 'System role not supported',
    });
    const previous = await errorOf(provider.translate(request()));
    expect(previous.resend).toBe(true);
    service.mood = { kind: 'healthy' };
    await provider.translate(request({ previous }));
    await provider.translate(request());
    const [first, ...later] = service.received.map(({ body }) => /"system|"role":"system"/.test(body));
    expect([first, ...later]).toEqual([true, false, false]);
  });

  promise('asks for the shape of the answer, and not where the service minds', async () => {
    const { service, provider } = await serve({
      kind: 'refuse',
      status: 400,
      message: 'json_schema is not supported here',
    });
    let previous: ProviderError | undefined;
    for (let tries = 0; tries < 2; tries += 1) {
      previous = await errorOf(provider.translate(request(previous === undefined ? {} : { previous })));
      if (!previous.resend) break;
    }
    const asked = service.received.map(({ body }) => body.includes('additionalProperties'));
    expect(asked.slice(0, 2)).toEqual([true, false]);
  });
});

describe('what one service has alone', () => {
  const requestBody = async (dialect: Dialect, create: (url: string) => Provider) => {
    const service = await TranslationService.open(dialect);
    open.push(service);
    await create(service.url).translate(request());
    return service.received[0];
  };

  it.skipIf(!hasSdk('ollama'))('ollama: context, how long a model stays, whether it thinks', async () => {
    const more = { numCtx: 4096, keepAlive: '10m', think: false };
    const received = await requestBody(ollamaDialect, (host) =>
      createOllama({ model: 'm1', host, ...more }, sdkHost),
    );
    expect(JSON.parse(received?.body ?? '')).toMatchObject({
      stream: false,
      think: false,
      keep_alive: '10m',
      options: { num_ctx: 4096, temperature: 0 },
    });
  });

  it.skipIf(!hasSdk('ollama'))('ollama: a full context is no whole answer', async () => {
    const service = await TranslationService.open(ollamaDialect);
    open.push(service);
    const full = ollamaAnswer(
      { role: 'assistant', content: whole },
      { prompt_eval_count: 8000, eval_count: 192 },
    );
    service.mood = { kind: 'say', body: JSON.stringify(full) };
    const provider = createOllama({ model: 'm1', host: service.url }, sdkHost);
    expect((await errorOf(provider.translate(request()))).code).toBe('TOO_LARGE');
  });

  it.skipIf(!hasSdk('ollama'))(
    'ollama: is found where OLLAMA_HOST says, in every way it is written',
    async () => {
      const service = await TranslationService.open(ollamaDialect);
      open.push(service);
      const { port } = new URL(service.url);
      for (const host of [`127.0.0.1:${port}`, `0.0.0.0:${port}`, `http://127.0.0.1:${port}/`]) {
        const provider = createOllama({ model: 'm1', host }, sdkHost);
        expect((await provider.translate(request())).units).toHaveLength(1);
        expect(provider.capabilities.remote).toBe(false);
      }
    },
  );

  it.skipIf(!hasSdk('@anthropic-ai/sdk'))(
    'anthropic: its header for the key, room for the answer, a refusal',
    async () => {
      const received = await requestBody(anthropicDialect, (baseUrl) =>
        createAnthropic({ model: 'm1', apiKey: 'key-0815', baseUrl, maxTokens: 900 }, sdkHost),
      );
      expect(received?.headers).toMatchObject({
        authorization: 'Bearer key-0815',
        'anthropic-version': '2026-10-21',
      });
      expect(JSON.parse(received?.body ?? '')).toMatchObject({ max_tokens: 900 });
      const service = await TranslationService.open(anthropicDialect);
      open.push(service);
      const refused = anthropicMessage([{ type: 'text', text: 'I cannot' }], 'refusal');
      service.mood = { kind: 'say', body: JSON.stringify(refused) };
      const provider = createAnthropic({ model: 'm1', apiKey: 'k', baseUrl: service.url }, sdkHost);
      expect(await errorOf(provider.translate(request()))).toMatchObject({
        code: 'REJECTED',
        usage: { inputTokens: 420, outputTokens: 30 },
      });
    },
  );

  it.skipIf(!hasSdk('@google/genai'))(
    'gemini: its header for the key, thinking, a prompt that was blocked',
    async () => {
      const received = await requestBody(geminiDialect, (baseUrl) =>
        createGemini({ model: 'm1', apiKey: 'key-0815', baseUrl, thinkingBudget: 0 }, sdkHost),
      );
      expect(received?.headers['x-goog-api-key']).toBe('key-0815');
      expect(received?.path).toBe('/v1beta/models/m1:generateContent');
      expect(JSON.parse(received?.body ?? '')).toMatchObject({
        generationConfig: { thinkingConfig: { thinkingBudget: 0 }, responseMimeType: 'application/json' },
      });
      const service = await TranslationService.open(geminiDialect);
      open.push(service);
      service.mood = { kind: 'say', body: '{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}' };
      const provider = createGemini({ model: 'm1', apiKey: 'k', baseUrl: service.url }, sdkHost);
      const error = await errorOf(provider.translate(request()));
      expect(error.code).toBe('REJECTED');
      expect(error.message).toContain('PROHIBITED_CONTENT');
    },
  );
});
