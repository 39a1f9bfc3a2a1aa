import type { SameStory, StoryEvidence, StorySketch } from '../model/story.js';

/**
 * Which articles are the same story in two languages: by what pages say of each other, by addresses that differ in the
 * language alone, and by names and numbers that few others have, on about the same day. Pure.
 */

export interface Sketched {
  readonly id: string;
  readonly sketch: StorySketch;
}

/** Days that versions of one story may be apart. */
const DAYS_APART = 3;
/** From this score on (0 to 1) two articles are one story; from the lower one on it is said that they may be. */
const SURE = 0.5;
const DOUBTFUL = 0.35;
/** Where they have hardly a number in common, names alone must be as much alike. */
const SURE_BY_NAMES = 0.65;
/** Numbers that disagree are another day's report of the same people: this share of those of the shorter one must be in both. */
const NUMBERS_AGREE = 0.4;
/** What the next best has to stay below the best, as a share of it. */
const MARGIN = 0.82;
/** Names and numbers together that two articles must have in common, where nothing else speaks for them. */
const FEWEST_SHARED = 5;
const FEWEST_NAMES = 3;
/** Below this likeness of names and numbers a link is not believed, where both have enough to compare. */
const CONTRADICTED = 0.12;
const ENOUGH = 6;
/** A name in more articles of a language than this says nothing, and is not looked up. */
const COMMON = 200;
/** Counted on top of a batch, so that in a small one a name that both have still counts. */
const OTHERS = 20;

interface Entry extends Sketched {
  readonly names: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

interface Candidate {
  readonly a: Entry;
  readonly b: Entry;
  readonly score: number;
  readonly by: readonly StoryEvidence[];
  readonly likeness: Likeness;
  /** They name each other, or their addresses or files are alike. */
  readonly isDeclared: boolean;
}

interface Likeness {
  readonly score: number;
  readonly names: readonly [number, number];
  readonly numbers: readonly [number, number];
}

const words = (text: string): ReadonlySet<string> => new Set(text === '' ? [] : text.split(' '));

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
  const entries = sketches.map(
    (each): Entry => ({
      ...each,
      names: words(each.sketch.names),
      numbers: words(each.sketch.numbers),
    }),
  );
  const found = new Map<string, SameStory[]>();
  const candidates = new Matching(entries).candidates();
  for (const candidate of candidates) tell(found, candidate);
  for (const list of found.values())
    list.sort((a, b) => (a.lang === b.lang ? (a.id < b.id ? -1 : 1) : a.lang < b.lang ? -1 : 1));
  return found;
}

function tell(
  found: Map<string, SameStory[]>,
  { a, b, score, by, likeness: { names, numbers }, doubtful }: Candidate & { readonly doubtful: boolean },
): void {
  const add = (one: Entry, other: Entry): void => {
    const list = found.get(one.id) ?? [];
    found.set(one.id, list);
    list.push({
      id: other.id,
      lang: other.sketch.lang,
      score: Math.round(100 * score) / 100,
      by: [...by],
      ...(names[1] === 0 ? {} : { names: [...names] }),
      ...(numbers[1] === 0 ? {} : { numbers: [...numbers] }),
      ...(doubtful ? { doubtful: true as const } : {}),
    });
  };
  add(a, b);
  add(b, a);
}

class Matching {
  readonly #frequency = new Map<string, number>();
  readonly #holders = new Map<string, Entry[]>();

  constructor(private readonly entries: readonly Entry[]) {
    for (const entry of entries)
      for (const key of keysOf(entry)) {
        this.#frequency.set(key, (this.#frequency.get(key) ?? 0) + 1);
        const holders = this.#holders.get(key);
        if (holders === undefined) this.#holders.set(key, [entry]);
        else holders.push(entry);
      }
  }

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
    for (const a of this.entries) {
      const others = new Map<Entry, StoryEvidence[]>();
      for (const [b, by] of declared.get(a) ?? []) others.set(b, by);
      for (const b of this.#near(a)) if (!others.has(b)) others.set(b, []);
      for (const [b, by] of others) {
        if (a.sketch.lang === b.sketch.lang) continue;
        if (a.id < b.id) made.push(...this.#judged(a, b, by));
      }
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
    const byAddress = grouped(this.entries, ({ sketch: { address } }) => address);
    const byPlace = grouped(this.entries, ({ sketch: { address, lang } }) =>
      address === undefined || !/[/?]./.test(withoutLanguage(address, lang))
        ? undefined
        : withoutLanguage(address, lang),
    );
    const byFile = grouped(this.entries, ({ sketch: { file } }) => file);
    for (const a of this.entries) {
      const { address, lang, file, versions = [] } = a.sketch;
      for (const [language, key] of versions)
        for (const b of byAddress.get(key) ?? []) if (b.sketch.lang === language) note(a, b, 'link');
      if (address !== undefined)
        for (const b of byPlace.get(withoutLanguage(address, lang)) ?? []) note(a, b, 'address');
      if (file !== undefined) for (const b of byFile.get(file) ?? []) note(a, b, 'file-name');
    }
    return found;
  }

  /** Articles in other languages that share something rare with it. */
  #near(entry: Entry): Set<Entry> {
    const counts = new Map<Entry, number>();
    for (const key of keysOf(entry)) {
      const holders = this.#holders.get(key) ?? [];
      if (holders.length > COMMON) continue;
      for (const other of holders)
        if (other.sketch.lang !== entry.sketch.lang && isNearInTime(entry, other))
          counts.set(other, (counts.get(other) ?? 0) + 1);
    }
    return new Set([...counts].filter(([, count]) => count >= FEWEST_SHARED).map(([other]) => other));
  }

  #judged(a: Entry, b: Entry, by: readonly StoryEvidence[]): Candidate[] {
    const likeness = this.#likeness(a, b);
    const evidence = [
      ...by,
      ...(likeness.names[0] >= FEWEST_NAMES ? (['names'] as const) : []),
      ...(likeness.numbers[0] >= 2 ? (['numbers'] as const) : []),
      ...(isSameDay(a, b) ? (['date'] as const) : []),
    ];
    if (by.length > 0) {
      const isContradicted =
        likeness.names[1] + likeness.numbers[1] >= ENOUGH && likeness.score < CONTRADICTED;
      const score = isContradicted ? DOUBTFUL : Math.max(by.includes('link') ? 0.97 : 0.9, likeness.score);
      return [{ a, b, score, by: evidence, likeness, isDeclared: !isContradicted }];
    }
    const enough =
      likeness.names[0] >= FEWEST_NAMES && likeness.names[0] + likeness.numbers[0] >= FEWEST_SHARED;
    if (!enough || likeness.score < DOUBTFUL) return [];
    const score = isBelievable(likeness) ? likeness.score : Math.min(likeness.score, SURE - 0.01);
    return [{ a, b, score, by: evidence, likeness, isDeclared: false }];
  }

  #likeness(a: Entry, b: Entry): Likeness {
    const [names, numbers] = [this.#common(a.names, b.names, ''), this.#common(a.numbers, b.numbers, '#')];
    const total = names.all + numbers.all;
    const score = total === 0 ? 0 : (names.both + numbers.both) / total;
    return { score: Math.min(1, score), names: names.counts, numbers: numbers.counts };
  }

  /** What two sets share, each by how few have it: of both, and of the mean of what each has and what the smaller has. */
  #common(
    a: ReadonlySet<string>,
    b: ReadonlySet<string>,
    kind: string,
  ): { readonly both: number; readonly all: number; readonly counts: readonly [number, number] } {
    const weight = (key: string): number =>
      Math.log(1 + (this.entries.length + OTHERS) / (this.#frequency.get(kind + key) ?? 1));
    const sum = (keys: Iterable<string>): number => [...keys].reduce((all, key) => all + weight(key), 0);
    const shared = [...a].filter((key) => b.has(key));
    const [one, other] = [sum(a), sum(b)];
    return {
      both: sum(shared),
      all: (Math.min(one, other) + (one + other) / 2) / 2,
      counts: [shared.length, Math.min(a.size, b.size)],
    };
  }
}

/** Whether the numbers bear out what the names say. */
function isBelievable({ score, numbers: [shared, all] }: Likeness): boolean {
  if (all >= FEWEST_NAMES && shared / all < NUMBERS_AGREE) return false;
  return shared >= 2 || score >= SURE_BY_NAMES;
}

function keysOf({ names, numbers }: Entry): string[] {
  return [...names, ...[...numbers].map((key) => `#${key}`)];
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
