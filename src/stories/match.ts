import { onlyDefined } from '../model/only-defined.js';
import type { SameStory, StoryEvidence } from '../model/story.js';
import { type Entry, type Likeness, Shared, type Sketched } from './shared.js';

/**
 * Which articles are the same story in two languages: by what pages say of each other, by addresses that differ in the
 * language alone, and by names, numbers and words that few others have, on about the same day. Pure.
 */

/** Days that versions of one story may be apart. */
const DAYS_APART = 3;
/** From this score on (0 to 1) two articles are one story; from the lower one on it is said that they may be. */
const SURE = 0.5;
const DOUBTFUL = 0.42;
/** Where they have hardly a number in common, all else must be as much alike, or their words must be those of a translation. */
const SURE_WITHOUT_NUMBERS = 0.7;
const SURE_BY_WORDS = 0.7;
/** Numbers that disagree are another day's report of the same people: this share of those of the shorter one must be in both. */
const NUMBERS_AGREE = 0.4;
const ENOUGH_NUMBERS = 3;
/** What the next best has to stay below the best, as a share of it. */
const MARGIN = 0.82;
/** Names, numbers and words together that two articles must have in common, where nothing else speaks for them. */
const FEWEST_SHARED = 6;
/** From so many on they are told as a reason. */
const TOLD_NAMES = 3;
const TOLD_WORDS = 4;
/** Below this likeness a link is not believed, where both have enough names and numbers to compare. */
const CONTRADICTED = 0.12;
const ENOUGH = 6;

interface Candidate {
  readonly a: Entry;
  readonly b: Entry;
  readonly score: number;
  readonly by: readonly StoryEvidence[];
  readonly likeness: Likeness;
  /** They name each other, or their addresses or files are alike. */
  readonly isDeclared: boolean;
}

/** Parts of an address that are a language: `/en/`, `en.`, `?lang=en`. */
function withoutLanguage(address: string, lang: string): string {
  const names = lang === 'uk' ? '(?:uk|ua|ukr)' : `${lang}[a-z]?`;
  return address
    .replace(new RegExp(`^${names}\\.(?=[^/]+\\.)`, 'i'), '')
    .replace(new RegExp(`/${names}(?:-[a-z]{2})?(?=/|$)`, 'i'), '')
    .replace(new RegExp(`([?&])(?:lang|language|hl|locale)=${names}(?:-[a-z]{2})?(?=&|$)`, 'i'), '$1')
    .replace(/[?&]+$/, '');
}

/** Finds the same story in other languages, for each article. */
export function sameStories(sketches: readonly Sketched[]): Map<string, SameStory[]> {
  // In one language there is nothing to find, and nothing is weighed.
  if (new Set(sketches.map(({ sketch }) => sketch.lang)).size < 2) return new Map();
  const found = new Map<string, SameStory[]>();
  const candidates = new Matching(new Shared(sketches)).candidates();
  for (const candidate of candidates) tell(found, candidate);
  for (const list of found.values())
    list.sort((a, b) => (a.lang === b.lang ? (a.id < b.id ? -1 : 1) : a.lang < b.lang ? -1 : 1));
  return found;
}

function tell(
  found: Map<string, SameStory[]>,
  {
    a,
    b,
    score,
    by,
    likeness: { names, numbers, words },
    doubtful,
  }: Candidate & { readonly doubtful: boolean },
): void {
  const add = (one: Entry, other: Entry): void => {
    const list = found.get(one.id) ?? [];
    found.set(one.id, list);
    list.push({
      id: other.id,
      lang: other.sketch.lang,
      score: Math.round(100 * score) / 100,
      by: [...by],
      ...onlyDefined({
        names: names[1] === 0 ? undefined : [...names],
        numbers: numbers[1] === 0 ? undefined : [...numbers],
        words: words[1] === 0 ? undefined : [...words],
        doubtful: doubtful ? (true as const) : undefined,
      }),
    });
  };
  add(a, b);
  add(b, a);
}

class Matching {
  constructor(private readonly shared: Shared) {}

  /** The pairs, the surest first; each article has one partner in a language at most, and doubtful ones beside. */
  candidates(): (Candidate & { readonly doubtful: boolean })[] {
    const all = this.#all().sort((a, b) => b.score - a.score || (a.a.id + a.b.id < b.a.id + b.b.id ? -1 : 1));
    const best = new Map<string, number[]>();
    const side = (one: Entry, other: Entry): string => JSON.stringify([one.id, other.sketch.lang]);
    for (const { a, b, score } of all)
      for (const key of [side(a, b), side(b, a)]) best.set(key, [...(best.get(key) ?? []), score]);
    const taken = new Set<string>();
    const pairs: (Candidate & { readonly doubtful: boolean })[] = [];
    for (const candidate of all) {
      const { a, b, score, isDeclared } = candidate;
      const keys = [side(a, b), side(b, a)];
      const isFree = keys.every((key) => !taken.has(key));
      const rivals = keys.map((key) => best.get(key)?.[1] ?? 0);
      const isClear = isDeclared
        ? rivals.every((rival) => rival < score)
        : rivals.every((rival) => rival <= MARGIN * score);
      const isSure = score >= SURE && isFree && isClear;
      if (isSure) for (const key of keys) taken.add(key);
      if (isSure || (isFree && score >= DOUBTFUL)) pairs.push({ ...candidate, doubtful: !isSure });
    }
    return pairs.filter(
      ({ a, b, doubtful }) => !doubtful || ![side(a, b), side(b, a)].some((key) => taken.has(key)),
    );
  }

  #all(): Candidate[] {
    const declared = this.#declared();
    const made: Candidate[] = [];
    for (const a of this.shared.entries) {
      const others = new Map<Entry, StoryEvidence[]>();
      for (const [b, by] of declared.get(a) ?? []) if (b.at > a.at) others.set(b, by);
      const mayBe = (b: Entry): boolean => b.sketch.lang !== a.sketch.lang && isNearInTime(a, b);
      for (const b of this.shared.near(a, mayBe)) if (!others.has(b)) others.set(b, []);
      for (const [b, by] of others)
        made.push(...(a.id < b.id ? this.#judged(a, b, by) : this.#judged(b, a, by)));
    }
    return made;
  }

  /** What pages, addresses and names of files say. */
  #declared(): Map<Entry, Map<Entry, StoryEvidence[]>> {
    const found = new Map<Entry, Map<Entry, StoryEvidence[]>>();
    const note = (a: Entry, b: Entry, by: StoryEvidence): void => {
      if (a === b || a.sketch.lang === b.sketch.lang) return;
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const own = found.get(one) ?? new Map<Entry, StoryEvidence[]>();
        found.set(one, own);
        const list = own.get(other) ?? [];
        own.set(other, list);
        if (!list.includes(by)) list.push(by);
      }
    };
    const byAddress = grouped(this.shared.entries, ({ sketch: { address } }) => address);
    const byPlace = grouped(this.shared.entries, ({ sketch: { address, lang } }) =>
      address === undefined || !/[/?]./.test(withoutLanguage(address, lang))
        ? undefined
        : withoutLanguage(address, lang),
    );
    const byFile = grouped(this.shared.entries, ({ sketch: { file } }) => file);
    for (const a of this.shared.entries) {
      const { address, lang, file, versions = [] } = a.sketch;
      for (const [language, key] of versions)
        for (const b of byAddress.get(key) ?? []) if (b.sketch.lang === language) note(a, b, 'link');
      if (address !== undefined)
        for (const b of byPlace.get(withoutLanguage(address, lang)) ?? []) note(a, b, 'address');
      if (file !== undefined) for (const b of byFile.get(file) ?? []) note(a, b, 'file-name');
    }
    return found;
  }

  #judged(a: Entry, b: Entry, by: readonly StoryEvidence[]): Candidate[] {
    const likeness = this.shared.likeness(a, b);
    const evidence = [
      ...by,
      ...(likeness.names[0] >= TOLD_NAMES ? (['names'] as const) : []),
      ...(likeness.numbers[0] >= 2 ? (['numbers'] as const) : []),
      ...(likeness.words[0] >= TOLD_WORDS ? (['words'] as const) : []),
      ...(isSameDay(a, b) ? (['date'] as const) : []),
    ];
    if (by.length > 0) {
      const isContradicted =
        likeness.names[1] + likeness.numbers[1] >= ENOUGH && likeness.score < CONTRADICTED;
      const score = isContradicted ? DOUBTFUL : Math.max(by.includes('link') ? 0.97 : 0.9, likeness.score);
      return [{ a, b, score, by: evidence, likeness, isDeclared: !isContradicted }];
    }
    const enough = likeness.names[0] + likeness.numbers[0] + likeness.words[0] >= FEWEST_SHARED;
    if (!enough || likeness.score < DOUBTFUL) return [];
    const score = isBelievable(likeness) ? likeness.score : Math.min(likeness.score, SURE - 0.01);
    return [{ a, b, score, by: evidence, likeness, isDeclared: false }];
  }
}

/** Whether something else bears out what names say. */
function isBelievable({ score, numbers: [shared, all], wordShare }: Likeness): boolean {
  if (all >= ENOUGH_NUMBERS && shared / all < NUMBERS_AGREE) return false;
  return shared >= 2 || wordShare >= SURE_BY_WORDS || score >= SURE_WITHOUT_NUMBERS;
}

function grouped(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string | undefined,
): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

function isNearInTime({ sketch: a }: Entry, { sketch: b }: Entry): boolean {
  return a.day === undefined || b.day === undefined || Math.abs(a.day - b.day) <= DAYS_APART;
}

function isSameDay({ sketch: a }: Entry, { sketch: b }: Entry): boolean {
  return a.day !== undefined && b.day !== undefined && Math.abs(a.day - b.day) <= 1;
}
