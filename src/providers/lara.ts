import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { secretsOfUrl } from './hide.js';
import { csvOf, type GlossaryService, glossariesOf } from './house-glossaries.js';
import { bodyOf, type HttpCall, isLoopback } from './http.js';
import { codeAmong, codeFor, noGlossary } from './translators.js';
import { Wire } from './wire.js';

const say = messages('providers', {
  setLaraKey: 'Set LARA_ACCESS_KEY_ID and LARA_ACCESS_KEY_SECRET to an access key of the account.',
  laraReads: '{{provider}} did not read in the glossary {{name}} in time',
  ownLaraShape: '{{provider}} answered in a shape of its own: there is no list of translations',
});

const settings = z.strictObject({
  accessKeyId: z.string().optional().describe('Access key of the account.'),
  accessKeySecret: z.string().optional().describe('Its secret.'),
  serverUrl: z.url().optional().describe("Another server than Lara's own: a gateway, a mock."),
  style: z.enum(['faithful', 'fluid', 'creative']).optional().describe('How freely it translates.'),
  glossaries: z.array(z.string()).optional().describe('Glossaries of the account, by their ids.'),
  glossary: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Keeps terms as glossaries of the account whose names begin so, one for each pair, and uses them; absent: terms stay here.',
    ),
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
  fingerprint: ['style', 'glossaries', 'glossary', 'memories', 'instructions'],
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
  readonly glossaries: {
    list(): Promise<unknown>;
    create(name: string): Promise<unknown>;
    delete(id: string): Promise<unknown>;
    importCsv(id: string, csv: Readable, contentType: string): Promise<unknown>;
    getImportStatus(id: string): Promise<unknown>;
  };
}

const answerShape = z.looseObject({ translation: z.array(z.string()) });
const languagesShape = z.array(z.string());
const glossaryShape = z.looseObject({ id: z.string(), name: z.string() });
const importShape = z.looseObject({ id: z.string(), progress: z.number() });
/** How often it is asked whether a glossary is read in, and how long in all, in milliseconds. */
const ASK_AGAIN_MS = 1000;
const PATIENCE_MS = 30_000;

/** Lara through its library, an optional peer loaded when first used and watched on the wire. */
export function createLara(options: LaraSettings, host: AdapterHost = {}): Provider {
  const accessKeyId = needed(NAME, 'accessKeyId', options.accessKeyId);
  const accessKeySecret = needed(NAME, 'accessKeySecret', options.accessKeySecret);
  const { glossaries, memories, instructions, style, noTrace } = options;
  const serverUrl = shownUrl(options.serverUrl ?? laraDefaults.serverUrl);
  const call = callerOf({ ...options, accessKeyId, accessKeySecret }, serverUrl, host);

  const languages = remembered(async (signal = new AbortController().signal) => {
    const { data } = languagesShape.safeParse(await call((lent) => lent.getLanguages(), signal));
    if (data === undefined) throw badResponse(NAME, say.ownLaraShape({ provider: NAME }));
    return data;
  });
  const codeOf = (tag: LanguageTag): string => codeFor(languages.known, codesOf(tag), tag);
  const ours = glossariesOf(host, {
    provider: NAME,
    name: options.glossary,
    service: accountGlossaries(call, codeOf),
  });

  return {
    name: NAME,
    identity: [NAME, style, ...(glossaries ?? [])].filter((part) => part !== undefined).join('|'),
    capabilities: {
      maxUnits: laraDefaults.maxUnits,
      maxCharacters: laraDefaults.maxCharacters,
      maxUnitCharacters: laraDefaults.maxCharacters,
      placeholders: 'token',
      ...onlyDefined({ terms: ours === undefined ? undefined : true }),
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
        const { terms: found = [] } = request;
        const own = found.length === 0 ? undefined : await ours?.of(source, target, signal);
        const used = [...(glossaries ?? []), ...(own === undefined ? [] : [own])];
        const answer = await call(
          (lent) =>
            lent.translate(
              units.map(({ text }) => text),
              codeOf(source),
              codeOf(target),
              {
                contentType: 'text/plain',
                ...onlyDefined({
                  glossaries: used.length === 0 ? undefined : used,
                  style,
                  adaptTo: memories,
                  instructions,
                  noTrace,
                }),
              },
            ),
          signal,
          (detail, status) => {
            if (/glossar/i.test(detail) && (status === 404 || status === 400)) {
              const gone = noGlossary(NAME, { name: used.join(', '), status, detail });
              if (own === undefined) return gone;
              ours?.forget();
              return new ProviderError(NAME, 'REJECTED', gone, { status, resend: true });
            }
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

/** Works with the client of Lara's library, which is made once and watched on the wire. */
function callerOf(
  { accessKeyId, accessKeySecret, serverUrl: given = '' }: LaraSettings & Keys,
  serverUrl: string,
  host: AdapterHost,
) {
  const secrets = [accessKeyId, accessKeySecret, ...secretsOfUrl(given)];
  let client: Client | undefined;
  return async (
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
      if (status === undefined || isBroken(error))
        throw connectionError(NAME, serverUrl, wire.broken ?? error);
      // Throws for all that is no answer.
      bodyOf({ provider: NAME, url: new URL(serverUrl), secrets, explain }, { status, headers, text });
      throw badResponse(NAME, say.ownLaraShape({ provider: NAME }));
    } finally {
      if (signal.aborted) wire.stop();
    }
  };
}

interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** Glossaries of the account: made empty, and filled from a table that the service reads in its own time. */
function accountGlossaries(
  call: (work: (client: Client) => Promise<unknown>, signal: AbortSignal) => Promise<unknown>,
  codeOf: (tag: LanguageTag) => string,
): GlossaryService {
  const read = <T>(shape: z.ZodType<T>, answer: unknown): T => {
    const { data } = shape.safeParse(answer);
    if (data === undefined) throw badResponse(NAME, say.ownLaraShape({ provider: NAME }));
    return data;
  };
  return {
    list: async (signal) =>
      read(z.array(glossaryShape), await call(({ glossaries }) => glossaries.list(), signal)),
    async make(name, entries, { source, target, signal }) {
      const { id } = read(glossaryShape, await call(({ glossaries }) => glossaries.create(name), signal));
      try {
        const table = csvOf(entries, codeOf(source), codeOf(target));
        let imported = read(
          importShape,
          await call(
            ({ glossaries }) =>
              glossaries.importCsv(id, Readable.from([Buffer.from(table)]), 'csv/table-uni'),
            signal,
          ),
        );
        const giveUpAt = Date.now() + PATIENCE_MS;
        while (imported.progress < 1) {
          if (Date.now() > giveUpAt) throw badResponse(NAME, say.laraReads({ provider: NAME, name }));
          await sleep(ASK_AGAIN_MS, undefined, { signal }).catch(() => {});
          const asked = imported.id;
          imported = read(
            importShape,
            await call(({ glossaries }) => glossaries.getImportStatus(asked), signal),
          );
        }
        return id;
      } catch (error) {
        // One that is not filled must not be found by its name.
        await call(({ glossaries }) => glossaries.delete(id), signal).catch(() => {});
        throw error;
      }
    },
    async remove(id, signal) {
      await call(({ glossaries }) => glossaries.delete(id), signal);
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
