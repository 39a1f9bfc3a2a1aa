import { onlyDefined } from '../../model/only-defined.js';
import { clockAt } from './clock.js';
import { SYMBOLS } from './currency.js';
import type { Fact } from './fact.js';
import type { Lexicon } from './lexicon.js';
import { readNumber, westernDigits } from './number.js';
import { meaning, type Token, tokensOf } from './tokens.js';
import { POINTS } from './unit.js';

/** Words and numbers of a text -> the facts they state, for languages with spaces between words. */

const SIGNS: Readonly<Record<string, string>> = { '%': 'percent', '‰': 'permille' };
const MINUS = /(?:^|[\s(«"“])[-−–]$/u;
/** Between a number and what counts it: a space, a hyphen, or an adjective at most. */
const GAP = 3;
/** Characters of `12:30`: more is said with its half of the day. */
const LONGEST_CLOCK = 5;
/** Above this a number before `year` is a year. */
const FEWEST_AS_YEAR = 1000;

export class Reader {
  protected readonly found: Fact[] = [];
  protected readonly tokens: Token[] = [];
  protected readonly text: string;

  constructor(
    text: string,
    protected readonly lexicon: Lexicon,
  ) {
    this.text = westernDigits(text);
  }

  facts(): readonly Fact[] {
    this.tokenise();
    for (let at = 0; at < this.tokens.length; ) at = this.read(at);
    return this.found;
  }

  protected tokenise(): void {
    this.tokens.push(...tokensOf(this.text, this.lexicon));
  }

  protected read(at: number): number {
    const token = this.tokens[at];
    if (token === undefined) return at + 1;
    if (/^\d/.test(token.text)) return this.readDigits(at, token);
    const symbol = SYMBOLS[token.text];
    if (symbol !== undefined) return this.readMoney(at, symbol);
    const month = meaning(token, 'month') ?? meaning(token, 'weekday');
    if (month !== undefined && this.isCalendar(token, month)) {
      const { kind, value } = month;
      this.found.push({ kind, value, fromWords: true, start: token.start, end: token.end });
      return at + 1;
    }
    if (meaning(token, 'number') !== undefined) return this.readWords(at);
    const scale = meaning(token, 'scale');
    if (scale !== undefined && scale.moneyOnly !== true && token.text.length > 1) {
      const { value } = scale;
      return this.finish(at + 1, {
        kind: 'scale',
        value,
        fromWords: true,
        start: token.start,
        end: token.end,
      });
    }
    const currency = meaning(token, 'currency');
    if (currency !== undefined && currency.weak !== true)
      this.found.push({
        kind: 'money',
        value: 0,
        currency: currency.currency,
        fromWords: true,
        start: token.start,
        end: token.end,
      });
    return at + 1;
  }

  private isCalendar(token: Token, { capital }: { readonly capital?: boolean }): boolean {
    if (capital !== true) return true;
    if (!/^\p{Lu}/u.test(token.text)) return false;
    // `May`, `March`: a month where a number or a preposition of time is beside it.
    if (!/^(?:may|march|august|jan|feb|mar|apr|aug|sept?|oct|nov|dec)$/i.test(token.text)) return true;
    if (this.lexicon.language !== 'en') return true;
    const before = this.text.slice(Math.max(0, token.start - 12), token.start);
    const after = this.text.slice(token.end, token.end + 6);
    return (
      /(?:\d(?:st|nd|rd|th)?|\b(?:in|of|since|until|by|mid|late|early|last|next|this|from|to|every|on))[\s-]$/i.test(
        before,
      ) || /^\.?,?\s\d/.test(after)
    );
  }

  private readMoney(at: number, currency: string): number {
    const next = this.tokens[at + 1];
    const token = this.tokens[at];
    if (token === undefined) return at + 1;
    if (next !== undefined && /^\d/.test(next.text) && next.start - token.end <= 1)
      return this.readDigits(at + 1, next, currency);
    this.found.push({
      kind: 'money',
      value: 0,
      currency,
      fromWords: true,
      start: token.start,
      end: token.end,
    });
    return at + 1;
  }

  protected readDigits(at: number, token: Token, currency?: string): number {
    const before = this.text.slice(Math.max(0, token.start - 12), token.start);
    const clock =
      currency === undefined ? clockAt(this.text, token.start, before, this.lexicon.language) : undefined;
    if (clock !== undefined) return this.readClock(at, token, clock);
    if (token.text.includes(':')) {
      for (const part of token.text.split(':')) this.plain(readNumber(part, this.lexicon.language), token);
      return at + 1;
    }
    const values = readNumber(token.text, this.lexicon.language);
    const [value = 0] = values;
    if (values.length > 1 || Number.isNaN(value)) {
      this.plain(
        values.filter((one) => !Number.isNaN(one)),
        token,
      );
      return at + 1;
    }
    // In `COVID-19` and `F-16` the hyphen is no minus; letters right before the digits make a name of them.
    const negative = MINUS.test(before);
    const spoken = this.spokenHour(at, value, currency);
    if (spoken !== undefined) {
      this.found.push({ kind: 'time', value: spoken, fromWords: false, start: token.start, end: token.end });
      return at + 1;
    }
    const pointTime = /^(\d{1,2})[.,](\d\d)$/.exec(token.text);
    const others = pointTime === null ? undefined : [Number(pointTime[1]) * 60 + Number(pointTime[2])];
    return this.finish(at + 1, {
      kind: 'number',
      value,
      fromWords: false,
      start: token.start,
      end: token.end,
      ...(negative ? { negative } : {}),
      ...(this.isBelow(at) ? { below: true } : {}),
      ...onlyDefined({ others, currency }),
    });
  }

  /** `minus 5`, «5 градусів морозу». */
  private isBelow(at: number): boolean {
    return [at - 1, at + 1, at + 2, at + 3].some(
      (index) => meaning(this.tokens[index], 'minus') !== undefined,
    );
  }

  /** `9 вечора`, `о 9 годині ранку`: an hour with a half of the day right after it. */
  private spokenHour(at: number, value: number, currency: string | undefined): number | undefined {
    if (currency !== undefined || !Number.isInteger(value) || value < 1 || value > 12) return undefined;
    const [next, after] = [this.tokens[at + 1], this.tokens[at + 2]];
    const token = meaning(next, 'unit')?.unit === 'hour' ? after : next;
    const half = meaning(token, 'half')?.half;
    const start = this.tokens[at]?.end ?? 0;
    if (
      half === undefined ||
      token === undefined ||
      !/^[\s\u00A0\p{L}]{1,12}$/u.test(this.text.slice(start, token.start))
    )
      return undefined;
    if (this.lexicon.language === 'en' && !/^[ap]\.?m/i.test(token.text)) return undefined;
    return inHalf(value * 60, half);
  }

  private plain(values: readonly number[], { start, end }: Token): void {
    for (const value of values) this.found.push({ kind: 'number', value, fromWords: false, start, end });
  }

  private readClock(
    at: number,
    token: Token,
    clock: { minutes: number; open: boolean; length: number },
  ): number {
    const end = token.start + clock.length;
    let next = at + 1;
    while ((this.tokens[next]?.start ?? end) < end) next += 1;
    const half =
      clock.minutes < 780 && end - token.start <= LONGEST_CLOCK ? this.halfBeside(at, next) : undefined;
    const minutes = half === undefined ? clock.minutes : inHalf(clock.minutes, half);
    this.found.push({
      kind: 'time',
      value: minutes,
      fromWords: false,
      start: token.start,
      end,
      ...(clock.open && half === undefined ? { open: true } : {}),
    });
    return next;
  }

  /** `9 вечора`, `午後9時`: the half of the day right after an hour, or right before it. */
  protected halfBeside(at: number, next: number): 'am' | 'pm' | 'night' | undefined {
    const after = this.tokens.slice(next, next + 3).map((token) => meaning(token, 'half')?.half);
    return after.find((half) => half !== undefined) ?? meaning(this.tokens[at - 1], 'half')?.half;
  }

  /** Words in a row that make one number: `two hundred and five`, `двадцять п'ять`. */
  private readWords(at: number): number {
    const first = this.tokens[at];
    if (first === undefined) return at + 1;
    let next = at;
    let total = 0;
    let current = 0;
    let weak = true;
    let count = 0;
    let last = first;
    for (let token: Token | undefined = first; token !== undefined; token = this.tokens[next]) {
      if (count > 0 && !/^[\s\u00A0-]{1,2}$/u.test(this.text.slice(last.end, token.start))) break;
      const number = meaning(token, 'number');
      const scale = meaning(token, 'scale');
      if (number !== undefined) {
        if (count > 0 && !mayFollow(current, number.value)) break;
        current += number.value;
        weak &&= number.weak === true;
      } else if (scale !== undefined && scale.moneyOnly !== true) {
        if (scale.value === 100) current = Math.max(current, 1) * 100;
        else {
          total += Math.max(current, current === 0 ? 1 : current) * scale.value;
          current = 0;
        }
        weak = false;
      } else if (meaning(token, 'join') !== undefined && count > 0 && current >= 100) {
        const after = meaning(this.tokens[next + 1], 'number');
        if (after === undefined || after.value >= 100) break;
        next += 1;
        last = token;
        continue;
      } else break;
      last = token;
      count += 1;
      next += 1;
    }
    const { start } = first;
    // `half a million`, «пів мільйона».
    const [article, scaled] = [this.tokens[next], this.tokens[next + 1]];
    if (current === 0.5 && article?.text === 'a' && meaning(scaled, 'scale') !== undefined) {
      last = article;
      next += 1;
    }
    return this.finish(next, {
      kind: 'number',
      value: total + current,
      fromWords: true,
      start,
      end: last.end,
      ...(weak ? { weak } : {}),
    });
  }

  /** Takes what follows a number: scale, unit, currency. */
  protected finish(from: number, number: Fact): number {
    let next = from;
    let fact = number;
    const gap = (token: Token | undefined): string =>
      token === undefined ? '####' : this.text.slice(fact.end, token.start);
    for (let token = this.tokens[next]; token !== undefined; token = this.tokens[next]) {
      const scale = meaning(token, 'scale');
      if (scale === undefined || gap(token).length > 2 || /[,;.()]/.test(gap(token))) break;
      if (!this.takesScale(fact, token, scale.moneyOnly === true, next)) break;
      // One million and a half: a number in words has its scale in it already.
      fact = { ...fact, value: round(fact.value * scale.value), end: token.end };
      next += 1;
    }
    fact = this.withUnit(fact, next);
    this.found.push(fact);
    // What counts the number is no amount of its own.
    while ((this.tokens[next]?.end ?? Number.POSITIVE_INFINITY) <= (fact.until ?? 0)) next += 1;
    return next;
  }

  protected takesScale(fact: Fact, token: Token, moneyOnly: boolean, next: number): boolean {
    // `2` of «2 М» and `k` alone are read only where they touch the number.
    const touches = token.start === fact.end;
    if (moneyOnly) {
      const after = this.tokens[next + 1];
      const money =
        fact.currency !== undefined ||
        (after !== undefined &&
          (SYMBOLS[after.text] !== undefined || meaning(after, 'currency') !== undefined));
      return money && (touches || token.text === 'M');
    }
    if (token.text.length === 1 && !this.lexicon.unspaced) return touches;
    // Czech `mil` without a stop is miles.
    if (token.text === 'mil' && (this.lexicon.language === 'cs' || this.lexicon.language === 'sk'))
      return this.text[token.end] === '.';
    return true;
  }

  protected withUnit(fact: Fact, next: number): Fact {
    const after = this.text.slice(fact.end, fact.end + 32);
    if (POINTS.test(after) || (/^\s?%/.test(after) && POINTS.test(after.replace(/^\s?%/, ''))))
      return {
        ...fact,
        unit: 'point',
        until: fact.end + (/^\s?%?\s?\S+(?:\s\S+)?/u.exec(after)?.[0].length ?? 0),
      };
    for (let index = next; index < next + 2; index++) {
      const token = this.tokens[index];
      if (token === undefined) break;
      const between = this.text.slice(fact.end, token.start);
      if (/[,;:.()\n!?]/u.test(between.replace(/^\.(?=\s)/u, '')) || /^\d/.test(token.text)) break;
      const symbol = SYMBOLS[token.text];
      const sign = SIGNS[token.text];
      const near = index === next && between.length <= GAP;
      if (near && sign !== undefined) return { ...fact, unit: sign, until: token.end };
      if (near && token.text === '°')
        return {
          ...fact,
          unit: /^°\s?F\b/.test(this.text.slice(token.start)) ? 'fahrenheit' : 'celsius',
          until: token.end,
        };
      if (near && symbol !== undefined && fact.currency === undefined)
        return { ...fact, currency: symbol, until: token.end };
      const currency = meaning(token, 'currency');
      // `5 million US dollars`: one adjective may stand between.
      if (currency !== undefined && fact.currency === undefined)
        return {
          ...fact,
          currency: currency.weak === true ? `${currency.currency}?` : currency.currency,
          until: token.end,
        };
      const unit = meaning(token, 'unit');
      if (near && unit !== undefined && !(unit.unit === 'year' && fact.value >= FEWEST_AS_YEAR))
        return { ...fact, unit: unit.unit, until: token.end };
      if (near && (unit !== undefined || meaning(token, 'scale') !== undefined)) break;
    }
    return fact;
  }
}

function inHalf(minutes: number, half: 'am' | 'pm' | 'night'): number {
  const hour = Math.floor(minutes / 60);
  const isPm = half === 'pm' || (half === 'night' && hour >= 8 && hour < 12);
  const base = minutes % 720;
  return isPm ? base + 720 : base;
}

/** Whether a number word may continue a number: tens after hundreds, ones after tens. */
function mayFollow(current: number, value: number): boolean {
  if (value <= 0 || value >= 100 || !Number.isInteger(value)) return current === 0;
  if (value >= 10) return current === 0 || current % 100 === 0;
  return current === 0 || (current % 10 === 0 && current % 100 !== 10);
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
