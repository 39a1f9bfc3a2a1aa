import { ProviderError } from '../errors.js';
import { asValue, messages, reasonOf, type Said } from '../message.js';
import type { Term } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import { sha256 } from '../model/text.js';
import { type AdapterHost, remembered } from './frame.js';

/** Words of the house as glossaries of an account: one for each pair, found again by a hash of what is in it. */

const say = messages('providers', {
  noGlossaryMade:
    '{{provider}} keeps no glossary for {{source}} to {{target}}: terms are only checked ({{reason}})',
});

/** Each word once, with what it is called in the target language. */
export type Entries = readonly (readonly [source: string, target: string])[];

/** What a service does with glossaries. @throws ProviderError */
export interface GlossaryService {
  list(signal: AbortSignal): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** @returns the id of the new one; with status 400 it has none for the pair */
  make(
    name: string,
    entries: Entries,
    pair: { readonly source: LanguageTag; readonly target: LanguageTag; readonly signal: AbortSignal },
  ): Promise<string>;
  remove(id: string, signal: AbortSignal): Promise<void>;
}

export interface Glossaries {
  /** The glossary of a pair as the words are now, made where there is none; absent: the service keeps none for it. */
  of(source: LanguageTag, target: LanguageTag, signal: AbortSignal): Promise<string | undefined>;
  /** One that was used is not there any more: they are looked for anew. */
  forget(): void;
}

/** Glossaries of the house at a service; `undefined` where none is named, or there are no words to put into one. */
export function glossariesOf(
  { terms: words, notice = () => undefined }: Pick<AdapterHost, 'terms' | 'notice'>,
  {
    name,
    ...parts
  }: Omit<Parameters<typeof createGlossaries>[0], 'name' | 'words' | 'notice'> & {
    readonly name: string | undefined;
  },
): Glossaries | undefined {
  if (name === undefined || words === undefined) return undefined;
  return createGlossaries({ ...parts, name, words, notice });
}

/**
 * @param name what the glossaries of this house begin with; others of the account are left alone
 * @param words all terms of a pair
 * @param joint between the parts of a name
 */
export function createGlossaries({
  provider,
  name,
  words,
  service,
  notice,
  joint = ' ',
}: {
  readonly provider: string;
  readonly name: string;
  readonly words: (source: LanguageTag, target: LanguageTag) => readonly Term[];
  readonly service: GlossaryService;
  readonly notice: (said: Said) => void;
  readonly joint?: string;
}): Glossaries {
  const pairs = new Map<string, ReturnType<typeof remembered<string | undefined>>>();

  const find = async (
    source: LanguageTag,
    target: LanguageTag,
    signal: AbortSignal,
  ): Promise<string | undefined> => {
    const entries = entriesOf(words(source, target));
    const beginning = [name, `${source}-${target}`, ''].join(joint);
    const wanted = beginning + sha256(JSON.stringify(entries)).slice(0, HASH);
    const there = await service.list(signal);
    const ours = there.filter(
      (one) => one.name.startsWith(beginning) && isHash(one.name.slice(beginning.length)),
    );
    const id =
      ours.find((one) => one.name === wanted)?.id ??
      (entries.length === 0 ? undefined : await make(wanted, entries, { source, target, signal }));
    // Those of earlier words go last: until then other runs may use them.
    for (const old of ours) if (old.name !== wanted) await service.remove(old.id, signal);
    return id;
  };

  const make = async (
    wanted: string,
    entries: Entries,
    pair: { source: LanguageTag; target: LanguageTag; signal: AbortSignal },
  ): Promise<string | undefined> => {
    try {
      return await service.make(wanted, entries, pair);
    } catch (error) {
      if (!ProviderError.isInstance(error) || error.status !== 400) throw error;
      const { source, target } = pair;
      const reason = reasonOf(error);
      notice(asValue(say.noGlossaryMade({ provider, source, target, reason })));
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

const HASH = 12;
const isHash = (text: string): boolean => new RegExp(`^[0-9a-f]{${HASH}}$`).test(text);

/** Sorted, without what would end a line or a column of a list. */
function entriesOf(words: readonly Term[]): Entries {
  const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim();
  const entries = new Map(words.map(({ source, target }) => [plain(source), plain(target)]));
  return [...entries]
    .filter(([source, target]) => source !== '' && target !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Entries as a table of two columns, with the codes of the languages over them. */
export function csvOf(entries: Entries, source: string, target: string): string {
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [[source, target] as const, ...entries].map((row) => `${row.map(cell).join(',')}\n`).join('');
}
