import type { Asked, Dialect, Received } from '../../src/testing/index.js';

/** The wire formats of the services tovmach has adapters for, as far as the adapters use them. */

export const deeplDialect: Dialect = {
  read({ path, body }) {
    if (path !== '/v2/translate') return undefined;
    const form = new URLSearchParams(body);
    return {
      texts: form.getAll('text'),
      source: form.get('source_lang') ?? '',
      target: form.get('target_lang') ?? '',
    };
  },
  answer: (texts, asked) => ({
    translations: texts.map((text, index) => ({
      detected_source_language: asked.source.toUpperCase(),
      text,
      billed_characters: asked.texts[index]?.length ?? 0,
      model_type_used: 'quality_optimized',
    })),
  }),
  other({ query }) {
    const sources = ['UK', 'EN', 'DE', 'ES', 'PT', 'ZH'];
    const targets = ['UK', 'EN-US', 'EN-GB', 'DE', 'ES', 'PT-PT', 'PT-BR', 'ZH-HANS', 'ZH-HANT'];
    const codes = query.get('type') === 'target' ? targets : sources;
    return codes.map((language) => ({ language, name: language, supports_formality: false }));
  },
  refusal: (message) => ({ message }),
};

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** The units of a chat request: the first user message is data. */
export function chatUnits(
  received: Received,
): readonly { readonly id: string; readonly text: string; readonly before?: string }[] {
  const { messages } = JSON.parse(received.body) as ChatRequest;
  const said = messages.find(({ role }) => role === 'user')?.content ?? '{"units":[]}';
  // Instructions may stand before the texts.
  const data = said.slice(said.lastIndexOf('\n') + 1);
  return (JSON.parse(data) as { units: { id: string; text: string }[] }).units;
}

function chatLanguages(received: Received): { source: string; target: string } {
  const { messages } = JSON.parse(received.body) as ChatRequest;
  const tags = [...(messages[0]?.content.split('\n')[0] ?? '').matchAll(/\(([\w-]+)\)/g)].map(
    ([, tag]) => tag ?? '',
  );
  return { source: tags[0] ?? '', target: tags[1] ?? '' };
}

export const openAiDialect: Dialect = {
  read(received) {
    if (received.path !== '/v1/chat/completions') return undefined;
    return { texts: chatUnits(received).map(({ text }) => text), ...chatLanguages(received) };
  },
  answer: (texts) =>
    completion(
      JSON.stringify({ translations: texts.map((text, index) => ({ id: String(index + 1), text })) }),
    ),
  other: () => ({ data: [] }),
  refusal: (message) => ({ error: { message, type: 'error', param: null, code: null } }),
};

/** A chat completion with one choice. */
export function completion(content: string, finish = 'stop'): unknown {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'test-model-1',
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content } }],
  };
}

export const apertiumDialect: Dialect = {
  read({ path, body }): Asked | undefined {
    if (path !== '/translate') return undefined;
    const form = new URLSearchParams(body);
    const [source = '', target = ''] = (form.get('langpair') ?? '').split('|');
    return { texts: form.getAll('q').slice(-1), source, target };
  },
  answer: (texts) => ({
    responseData: { translatedText: texts[0] },
    responseDetails: null,
    responseStatus: 200,
  }),
  other: () => ({
    responseData: [
      { sourceLanguage: 'ukr', targetLanguage: 'eng' },
      { sourceLanguage: 'eng', targetLanguage: 'spa' },
    ],
    responseDetails: null,
    responseStatus: 200,
  }),
  refusal: (message) => ({ status: 'error', code: 400, message: 'Bad Request', explanation: message }),
};

const answerOf = (texts: readonly string[]): string =>
  JSON.stringify({ translations: texts.map((text, index) => ({ id: String(index + 1), text })) });

/** What a chat model was told and sent, whatever its wire format. */
function chatAsked(told: string, data: string): Asked {
  const [source = '', target = ''] = [...(told.split('\n')[0] ?? '').matchAll(/\(([\w-]+)\)/g)].map(
    ([, tag]) => tag ?? '',
  );
  // Instructions may stand before the texts.
  const units = JSON.parse(data.slice(data.lastIndexOf('\n') + 1)) as { units: { text: string }[] };
  return { texts: units.units.map(({ text }) => text), source, target };
}

export const anthropicDialect: Dialect = {
  read({ path, body }) {
    if (path !== '/v1/messages') return undefined;
    const { system, messages } = JSON.parse(body) as {
      system?: string;
      messages: readonly { readonly content: string }[];
    };
    const said = messages[0]?.content ?? '';
    return chatAsked(system ?? said, said);
  },
  answer: (texts) => anthropicMessage([{ type: 'text', text: answerOf(texts) }]),
  other: () => ({ data: [] }),
  refusal: (message) => ({ type: 'error', error: { type: 'some_error', message }, request_id: 'req_1' }),
};

/** A message of the Messages API. */
export function anthropicMessage(content: readonly unknown[], stop = 'end_turn'): unknown {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'test-model-1',
    content,
    stop_reason: stop,
    stop_sequence: null,
    usage: {
      input_tokens: 400,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 20,
      output_tokens: 30,
    },
  };
}

export const geminiDialect: Dialect = {
  read({ path, body }) {
    if (!path.endsWith(':generateContent')) return undefined;
    const { systemInstruction, contents } = JSON.parse(body) as {
      systemInstruction?: { parts: { text: string }[] };
      contents: readonly { readonly parts: readonly { readonly text: string }[] }[];
    };
    const said = contents[0]?.parts[0]?.text ?? '';
    return chatAsked(systemInstruction?.parts[0]?.text ?? said, said);
  },
  answer: (texts) => geminiAnswer([{ text: answerOf(texts) }]),
  other: () => ({ models: [] }),
  refusal: (message) => ({ error: { code: 0, message, status: 'UNKNOWN' } }),
};

/** A response of `generateContent`. */
export function geminiAnswer(parts: readonly unknown[], finishReason = 'STOP'): unknown {
  return {
    candidates: [{ content: { parts, role: 'model' }, finishReason, index: 0 }],
    usageMetadata: {
      promptTokenCount: 400,
      candidatesTokenCount: 30,
      thoughtsTokenCount: 12,
      totalTokenCount: 442,
    },
    modelVersion: 'test-model-1',
    responseId: 'r1',
  };
}

export const mistralDialect: Dialect = {
  ...openAiDialect,
  answer: (texts) => ({
    ...(openAiDialect.answer(texts, { texts, source: '', target: '' }) as object),
    usage: { prompt_tokens: 400, completion_tokens: 30, total_tokens: 430 },
  }),
  refusal: (message) => ({ object: 'error', message, type: 'some_error', param: null, code: '1000' }),
};

export const ollamaDialect: Dialect = {
  read({ path, body }) {
    if (path !== '/api/chat') return undefined;
    const { messages } = JSON.parse(body) as {
      messages: readonly { readonly role: string; readonly content: string }[];
    };
    const said = messages.find(({ role }) => role === 'user')?.content ?? '';
    return chatAsked(messages[0]?.content ?? '', said);
  },
  answer: (texts) => ollamaAnswer({ role: 'assistant', content: answerOf(texts) }),
  other: () => ({ models: [] }),
  refusal: (message) => ({ error: message }),
};

/** What `/api/chat` answers. */
export function ollamaAnswer(message: unknown, more: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    model: 'test-model-1',
    created_at: '2026-01-01T00:00:00Z',
    message,
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 400,
    eval_count: 30,
    ...more,
  };
}

const CODES = ['uk', 'en', 'de', 'es', 'pt', 'zh-CN', 'zh-Hans', 'zh'];

export const googleDialect: Dialect = {
  read({ path, body }) {
    if (!path.endsWith(':translateText')) return undefined;
    const { contents, sourceLanguageCode, targetLanguageCode } = JSON.parse(body) as {
      contents: string[];
      sourceLanguageCode: string;
      targetLanguageCode: string;
    };
    return { texts: contents, source: sourceLanguageCode, target: targetLanguageCode };
  },
  answer: (texts) => ({ translations: texts.map((translatedText) => ({ translatedText, model: '' })) }),
  other: () => ({
    languages: CODES.map((languageCode) => ({ languageCode, supportSource: true, supportTarget: true })),
  }),
  refusal: (message) => ({ error: { code: 0, message, status: 'UNKNOWN' } }),
};

export const azureDialect: Dialect = {
  read({ path, body }) {
    if (path !== '/translate') return undefined;
    const { inputs } = JSON.parse(body) as {
      inputs: { text: string; language: string; targets: { language: string }[] }[];
    };
    return {
      texts: inputs.map(({ text }) => text),
      source: inputs[0]?.language ?? '',
      target: inputs[0]?.targets[0]?.language ?? '',
    };
  },
  answer: (texts, asked) => ({
    value: texts.map((text, index) => ({
      translations: [{ language: asked.target, text, sourceCharacters: asked.texts[index]?.length ?? 0 }],
    })),
  }),
  other: () => ({ translation: Object.fromEntries(CODES.map((code) => [code, { name: code }])) }),
  refusal: (message) => ({ error: { code: 400_000, message } }),
};

export const amazonDialect: Dialect = {
  read({ headers, body }) {
    if (!String(headers['x-amz-target']).endsWith('.TranslateText')) return undefined;
    const { Text, SourceLanguageCode, TargetLanguageCode } = JSON.parse(body) as Record<string, string>;
    return { texts: [Text ?? ''], source: SourceLanguageCode ?? '', target: TargetLanguageCode ?? '' };
  },
  answer: (texts, asked) => ({
    TranslatedText: texts[0],
    SourceLanguageCode: asked.source,
    TargetLanguageCode: asked.target,
  }),
  other: () => ({ Languages: CODES.map((code) => ({ LanguageCode: code, LanguageName: code })) }),
  refusal: (message) => ({ message }),
};

/** A token of three parts that holds until the next century. */
const TOKEN = ['{}', '{"exp":4102444800}', 'x']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

export const laraDialect: Dialect = {
  read({ path, body }) {
    if (path !== '/v2/translate') return undefined;
    const { q, source, target } = JSON.parse(body) as { q: string[]; source: string; target: string };
    return { texts: q, source, target };
  },
  answer: (texts, asked) => ({
    content_type: 'text/plain',
    source_language: asked.source,
    translation: texts,
  }),
  other: ({ path }) =>
    path === '/v2/auth' ? { token: TOKEN } : ['uk-UA', 'en-US', 'en-GB', 'de-DE', 'es-ES'],
  refusal: (message) => ({ type: 'SomeError', message }),
};

export const lingvaDialect: Dialect = {
  read({ path }) {
    const [source = '', target = '', text] = path.replace('/api/v1/', '').split('/').map(decodeURIComponent);
    return text === undefined || source === 'languages' ? undefined : { texts: [text], source, target };
  },
  answer: (texts) => ({ translation: texts[0] }),
  other: () => ({ languages: CODES.map((code) => ({ code, name: code })) }),
  refusal: (error) => ({ error }),
};
