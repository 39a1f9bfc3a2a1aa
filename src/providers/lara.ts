import { z } from 'zod';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { badResponse, connectionError, shownUrl, statusError, untilAborted } from './failure.js';
import {
  type AdapterHost,
  answerUnits,
  importPeer,
  isTranslatablePair,
  needed,
  remembered,
  unsupportedPair,
} from './frame.js';
import { bodyOf, type HttpCall, isLoopback } from './http.js';
import { codeAmong, noGlossary } from './translators.js';
import { Wire } from './wire.js';

const say = messages('providers', {
  setLaraKey: 'Set LARA_ACCESS_KEY_ID and LARA_ACCESS_KEY_SECRET to an access key of the account.',
  ownLaraShape: '{{provider}} answered in a shape of its own: there is no list of translations',
});

const settings = z.strictObject({
  accessKeyId: z.string().optional().describe('Access key of the account.'),
  accessKeySecret: z.string().optional().describe('Its secret.'),
  serverUrl: z.url().optional().describe("Another server than Lara's own: a gateway, a mock."),
  style: z.enum(['faithful', 'fluid', 'creative']).optional().describe('How freely it translates.'),
  glossaries: z.array(z.string()).optional().describe('Glossaries of the account, by their ids.'),
  memories: z
    .array(z.string())
    .optional()
    .describe('Translation memories of the account it adapts to, by ids.'),
  instructions: z.array(z.string()).optional().describe('What it is told besides: house style.'),
  noTrace: z.boolean().optional().describe('Asks the service to keep nothing of what is sent.'),
});
type LaraSettings = z.infer<typeof settings>;

const NAME = 'lara';
const PEER: string = '@translated/lara';
const laraDefaults = {
  serverUrl: 'https://api.laratranslate.com',
  maxUnits: 50,
  /** The service takes 10,000. */
  maxCharacters: 9000,
} as const;

/** Lara as it is plugged in. */
export const lara = defineProvider({
  kind: 'provider',
  name: NAME,
  description: 'Lara',
  settings,
  environment: { LARA_ACCESS_KEY_ID: 'accessKeyId', LARA_ACCESS_KEY_SECRET: 'accessKeySecret' },
  secrets: ['accessKeyId', 'accessKeySecret'],
  fingerprint: ['style', 'glossaries', 'memories', 'instructions'],
  peer: PEER,
  required: [
    { anyOf: ['accessKeyId'], remedy: say.setLaraKey() },
    { anyOf: ['accessKeySecret'], remedy: say.setLaraKey() },
  ],
  create: createLara,
});

/** What is used of the library. */
interface Sdk {
  readonly AccessKey: new (id: string, secret: string) => unknown;
  readonly Translator: new (key: unknown, options: Readonly<Record<string, unknown>>) => Client;
}
interface Client {
  getLanguages(): Promise<unknown>;
  translate(texts: readonly string[], source: string, target: string, options: unknown): Promise<unknown>;
}

const answerShape = z.looseObject({ translation: z.array(z.string()) });
const languagesShape = z.array(z.string());

/** Lara through its library, an optional peer loaded when first used and watched on the wire. */
export function createLara(options: LaraSettings, host: AdapterHost = {}): Provider {
  const accessKeyId = needed(NAME, 'accessKeyId', options.accessKeyId);
  const accessKeySecret = needed(NAME, 'accessKeySecret', options.accessKeySecret);
  const { glossaries, memories, instructions, style, noTrace } = options;
  const serverUrl = shownUrl(options.serverUrl ?? laraDefaults.serverUrl);
  const secrets = [accessKeyId, accessKeySecret];
  let client: Client | undefined;

  const call = async (
    work: (client: Client) => Promise<unknown>,
    signal: AbortSignal,
    own?: HttpCall['explain'],
  ): Promise<unknown> => {
    const sdk = await untilAborted(
      NAME,
      importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
      signal,
    );
    client ??= new sdk.Translator(new sdk.AccessKey(accessKeyId, accessKeySecret), { serverUrl });
    const lent = client;
    const wire = new Wire(NAME);
    const explain: HttpCall['explain'] = (detail, status, headers, body) => {
      if (/quota|limit.{0,20}reached|exceeded your/i.test(detail) && status !== 429)
        return statusError(NAME, { status: 402, detail, headers, endpoint: serverUrl, secrets });
      return own?.(detail, status, headers, body);
    };
    try {
      return await untilAborted(
        NAME,
        wire.run(() => work(lent)),
        signal,
      );
    } catch (error) {
      if (ProviderError.isInstance(error)) throw error;
      if (wire.problem !== undefined) throw wire.problem;
      const { status, headers = new Headers(), text } = wire;
      if (status === undefined || isBroken(error)) throw connectionError(NAME, serverUrl, error);
      // Throws for all that is no answer.
      bodyOf({ provider: NAME, url: new URL(serverUrl), secrets, explain }, { status, headers, text });
      throw badResponse(NAME, say.ownLaraShape({ provider: NAME }));
    } finally {
      if (signal.aborted) wire.stop();
    }
  };

  const languages = remembered(async (signal = new AbortController().signal) => {
    const { data } = languagesShape.safeParse(await call((lent) => lent.getLanguages(), signal));
    if (data === undefined) throw badResponse(NAME, say.ownLaraShape({ provider: NAME }));
    return data;
  });

  return {
    name: NAME,
    identity: [NAME, style, ...(glossaries ?? [])].filter((part) => part !== undefined).join('|'),
    capabilities: {
      maxUnits: laraDefaults.maxUnits,
      maxCharacters: laraDefaults.maxCharacters,
      maxUnitCharacters: laraDefaults.maxCharacters,
      placeholders: 'token',
      context: false,
      deterministic: false,
      remote: !isLoopback(serverUrl),
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      const codes = await languages.get(signal);
      return [source, target].every((tag) => codeAmong(codes, codesOf(tag)) !== undefined);
    },
    translate(request) {
      const { source, target, signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const known = languages.known;
        const code = (tag: LanguageTag): string =>
          (known === undefined ? undefined : codeAmong(known, codesOf(tag))) ?? codesOf(tag)[0] ?? tag;
        const answer = await call(
          (lent) =>
            lent.translate(
              units.map(({ text }) => text),
              code(source),
              code(target),
              {
                contentType: 'text/plain',
                ...onlyDefined({ style, glossaries, adaptTo: memories, instructions, noTrace }),
              },
            ),
          signal,
          (detail, status) => {
            if (/glossar/i.test(detail) && (status === 404 || status === 400))
              return noGlossary(NAME, { name: (glossaries ?? []).join(', '), status, detail });
            return status === 400 && /language|source|target/i.test(detail) && /support|invalid/i.test(detail)
              ? unsupportedPair(NAME, source, target)
              : undefined;
          },
        );
        const { data } = answerShape.safeParse(answer);
        if (data === undefined) throw badResponse(NAME, say.ownLaraShape({ provider: NAME }));
        return data.translation.map((text) => ({ text }));
      });
    },
  };
}

/** The connection ended before the answer did. */
function isBroken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]/.test(error.code)
  );
}

/** With the region, as the service lists them, else the language alone. */
function codesOf(tag: LanguageTag): readonly string[] {
  const { language, region, script } = new Intl.Locale(tag).maximize();
  if (language === 'zh') return [script === 'Hant' ? 'zh-TW' : 'zh-CN', 'zh'];
  return [`${language}-${region}`, language];
}
