import type * as DeeplSdk from 'deepl-node';
import { ProviderError } from '../errors.js';
import { asValue, messages, reasonOf, type Said } from '../message.js';
import type { Term } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { sha256 } from '../model/text.js';
import { remembered } from './frame.js';

/** Words of the house as glossaries of the account: one for each pair, found again by a hash of what is in it. */

const say = messages('providers', {
  noGlossaryMade:
    '{{provider}} keeps no glossary for {{source}} to {{target}}: terms are only checked ({{reason}})',
});

/** One call of the library. */
type Call = <T>(
  work: (client: DeeplSdk.Translator, sdk: typeof DeeplSdk) => Promise<T>,
  signal: AbortSignal,
) => Promise<T>;

export interface Glossaries {
  /** The glossary of a pair as the words are now, made where there is none; absent: the service keeps none for it. */
  of(source: LanguageTag, target: LanguageTag, signal: AbortSignal): Promise<string | undefined>;
  /** One that was used is not there any more: they are looked for anew. */
  forget(): void;
}

/**
 * @param name what the glossaries of this house begin with; others of the account are left alone
 * @param words all terms of a pair
 */
export function createGlossaries({
  name,
  words,
  call,
  notice,
}: {
  readonly name: string;
  readonly words: (source: LanguageTag, target: LanguageTag) => readonly Term[];
  readonly call: Call;
  readonly notice: (said: Said) => void;
}): Glossaries {
  const pairs = new Map<string, ReturnType<typeof remembered<string | undefined>>>();

  const find = async (
    source: LanguageTag,
    target: LanguageTag,
    signal: AbortSignal,
  ): Promise<string | undefined> => {
    const entries = entriesOf(words(source, target));
    const beginning = `${name} ${source}-${target} `;
    const wanted = beginning + sha256(JSON.stringify(entries)).slice(0, 12);
    const there = await call((client) => client.listGlossaries(), signal);
    const ours = there.filter((one) => one.name.startsWith(beginning));
    const id =
      ours.find((one) => one.name === wanted)?.glossaryId ??
      (entries.length === 0 ? undefined : await make(wanted, entries, { source, target, signal }));
    // Those of earlier words go last: until then other runs may use them.
    for (const old of ours)
      if (old.name !== wanted) await call((client) => client.deleteGlossary(old.glossaryId), signal);
    return id;
  };

  const make = async (
    wanted: string,
    entries: readonly (readonly [string, string])[],
    { source, target, signal }: { source: LanguageTag; target: LanguageTag; signal: AbortSignal },
  ): Promise<string | undefined> => {
    try {
      const made = await call((client, sdk) => {
        const list = new sdk.GlossaryEntries({ entries: Object.fromEntries(entries) });
        return client.createGlossary(wanted, codeOf(source), codeOf(target), list);
      }, signal);
      return made.glossaryId;
    } catch (error) {
      if (!ProviderError.isInstance(error) || error.status !== 400) throw error;
      const reason = reasonOf(error);
      notice(asValue(say.noGlossaryMade({ provider: 'deepl', source, target, reason })));
      return undefined;
    }
  };

  return {
    of(source, target, signal) {
      const pair = `${source} ${target}`;
      const known = pairs.get(pair) ?? remembered((asked = signal) => find(source, target, asked));
      pairs.set(pair, known);
      return known.get(signal);
    },
    forget: () => pairs.clear(),
  };
}

/** Glossaries know no regions. */
const codeOf = (tag: LanguageTag): DeeplSdk.LanguageCode => primaryLanguage(tag) as DeeplSdk.LanguageCode;

/** Each word once, sorted, without what would end a line or a column of the list. */
function entriesOf(words: readonly Term[]): readonly (readonly [string, string])[] {
  const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim();
  const entries = new Map(words.map(({ source, target }) => [plain(source), plain(target)]));
  return [...entries]
    .filter(([source, target]) => source !== '' && target !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
