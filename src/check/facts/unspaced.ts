import type { Fact } from './fact.js';
import { Reader } from './reader.js';
import { digitTokens, meaning, type Token } from './tokens.js';
import { hanNumber } from './words.js';

/** Languages written without spaces: words are looked for right where a number ends, and Han numbers anywhere. */
export class UnspacedReader extends Reader {
  protected override tokenise(): void {
    const { text, lexicon } = this;
    for (let at = 0; at < text.length; ) {
      const code = text.charCodeAt(at);
      if (code >= 48 && code <= 57) {
        const run = /^\d(?:[\d.,:\u00A0\u202F]*\d)?/u.exec(text.slice(at, at + 40))?.[0] ?? text.charAt(at);
        this.tokens.push(...digitTokens(run, at));
        at += run.length;
        continue;
      }
      if (code > 0x2e80) {
        const run = isHanDigit(text.charAt(at))
          ? /^[〇零一二两三四五六七八九十百千万亿億]+/u.exec(text.slice(at, at + 16))?.[0]
          : undefined;
        const previous = this.tokens.at(-1);
        const touching = previous !== undefined && previous.end === at && /^\d/.test(previous.text);
        if (run !== undefined && !touching) {
          const value = hanNumber(run);
          if (value !== undefined) {
            this.tokens.push({
              text: run,
              start: at,
              end: at + run.length,
              meanings: [{ kind: 'number', value, weak: true }],
            });
            at += run.length;
            continue;
          }
        }
        const found = lexicon.at(text, at);
        if (found !== undefined) {
          this.tokens.push({
            text: text.slice(at, at + found.length),
            start: at,
            end: at + found.length,
            meanings: found.meanings,
          });
          at += found.length;
          continue;
        }
        at += 1;
        continue;
      }
      const word = /^(?:[A-Za-z\u00C0-\u024F]+|[%‰°$€£¥])/u.exec(text.slice(at, at + 40))?.[0];
      if (word !== undefined) {
        const meanings = word.length <= 4 ? lexicon.lookup(word) : [];
        this.tokens.push({ text: word, start: at, end: at + word.length, meanings });
      }
      at += word?.length ?? 1;
    }
  }

  protected override read(at: number): number {
    const token = this.tokens[at];
    if (
      token !== undefined &&
      /^\d+$/.test(token.text) &&
      /^\s?月/u.test(this.text.slice(token.end, token.end + 2))
    ) {
      const value = Number(token.text);
      if (value >= 1 && value <= 12) {
        this.found.push({ kind: 'month', value, fromWords: false, start: token.start, end: token.end });
        return at + 1;
      }
    }
    if (token !== undefined && meaning(token, 'scale') !== undefined) return at + 1;
    return super.read(at);
  }

  protected override takesScale(fact: Fact, token: Token): boolean {
    return token.start - fact.end <= 1;
  }

  /** `1亿2000万` is one number. */
  protected override finish(from: number, number: Fact): number {
    const at = super.finish(from, number);
    const last = this.found.at(-1);
    const before = this.found.at(-2);
    if (last === undefined || before === undefined || before.kind !== 'number' || last.kind !== 'number')
      return at;
    if (
      before.fromWords ||
      before.end !== last.start ||
      before.value <= last.value ||
      before.value % 10_000 !== 0
    )
      return at;
    this.found.splice(-2, 2, { ...last, value: before.value + last.value, start: before.start });
    return at;
  }
}

const isHanDigit = (sign: string): boolean => '〇零一二两三四五六七八九十百'.includes(sign);
