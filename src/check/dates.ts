import { type Message, messages } from '../message.js';
import type { Check, CheckInput, CheckResult } from '../model/contracts.js';
import type { Fact } from './facts/fact.js';
import { type FactPair, leftOver, type ReadFacts } from './facts/pair.js';

const say = messages('check', {
  dateChanged: '"{{here}}" of the source is "{{there}}" in the translation',
  timeLost: 'the time {{time}} of the source is not in the translation',
  timeAdded: 'the time {{time}} is not in the source',
});

/** The same months, weekdays and times of the day. A finding needs one left over on both sides. */
export function datesCheck(facts: ReadFacts): Check {
  return {
    name: 'dates',
    examine(input) {
      const pair = facts(input);
      return names(pair, 'month', input) ?? names(pair, 'weekday', input) ?? times(pair);
    },
  };
}

const finding = (message: Message): CheckResult => ({ check: 'dates', severity: 'major', ...message });

function names(
  { source, target }: FactPair,
  kind: 'month' | 'weekday',
  { unit, translation }: CheckInput,
): CheckResult | undefined {
  const of = (facts: readonly Fact[]): Fact[] => facts.filter((fact) => fact.kind === kind);
  const [here, there] = [of(source), of(target)];
  const lost = here.filter(
    ({ value }) =>
      !there.some((other) => other.value === value) && !isInDigits(kind, value, target, translation),
  );
  const added = there.filter(
    ({ value }) =>
      !here.some((other) => other.value === value) && !isInDigits(kind, value, source, unit.text),
  );
  const [one, other] = [lost[0], added[0]];
  if (one === undefined || other === undefined) return undefined;
  return finding(
    say.dateChanged({
      here: unit.text.slice(one.start, one.end),
      there: translation.slice(other.start, other.end),
    }),
  );
}

/** Whether a month may be a number of a date here: one beside a stop, a stroke or a sign for month. */
const isInDigits = (
  kind: 'month' | 'weekday',
  value: number,
  facts: readonly Fact[],
  text: string,
): boolean =>
  kind === 'month' &&
  facts.some(
    (fact) =>
      fact.kind === 'number' &&
      !fact.fromWords &&
      (fact.value === value || isInDate(text.slice(fact.start, fact.end), value)) &&
      DATE_SIGN.test(text.slice(Math.max(0, fact.start - 1), fact.end + 2)) &&
      !facts.some((other) => other.kind === 'month' && isBeside(fact, other, text)),
  );

/** A number beside the name of a month is its day: `3. Juni`, `May 3.` */
const isBeside = (number: Fact, month: Fact, text: string): boolean => {
  const between = number.start < month.start ? [number.end, month.start] : [month.end, number.start];
  return /^[\s.]{0,3}$/u.test(text.slice(...(between as [number, number])));
};

const DATE_SIGN = /^[./-]|[./-]\d|[./-]\s?$|\d\s?[月월]/u;
const isInDate = (written: string, value: number): boolean =>
  written.split(/\D+/u).some((part) => part !== '' && Number(part) === value);

function times({ source, target }: FactPair): CheckResult | undefined {
  const of = (facts: readonly Fact[]): Fact[] => facts.filter((fact) => fact.kind === 'time');
  const { from, to } = leftOver(of(source), of(target), sameTime);
  const lost = from.filter((fact) => !target.some((other) => saysHour(other, fact)));
  const added = to.filter((fact) => !source.some((other) => saysHour(other, fact)));
  const [one, other] = [lost[0], added[0]];
  if (one !== undefined && other !== undefined)
    return finding(say.dateChanged({ here: clock(one), there: clock(other) }));
  const gone = one ?? other;
  if (gone === undefined) return undefined;
  const time = clock(gone);
  return {
    check: 'dates',
    severity: 'minor',
    ...(one === undefined ? say.timeAdded({ time }) : say.timeLost({ time })),
  };
}

/** Twelve hours apart is the same where one side leaves the half of the day open and the other says it in words. */
function sameTime(a: Fact, b: Fact): boolean {
  if (a.value === b.value) return true;
  const [open, other] = a.open === true ? [a, b] : [b, a];
  if (open.open !== true || other.open === true || Math.abs(a.value - b.value) !== 720) return false;
  // `9:00` and `21:00` are two clocks that do not agree.
  return other.end - other.start > LONGEST_CLOCK;
}

/** Characters of `21:00`. */
const LONGEST_CLOCK = 5;

/** A number by itself may be the hour, or hour and minutes with a point. */
function saysHour(fact: Fact, time: Fact): boolean {
  if (fact.kind !== 'number') return false;
  const hour = Math.floor(time.value / 60);
  const minute = time.value % 60;
  const values = [hour, hour % 12, hour === 12 ? 12 : (hour % 12) + 12];
  if (fact.others?.some((one) => one === time.value) === true) return true;
  return (
    (minute === 0 && values.includes(fact.value)) ||
    (minute !== 0 && (fact.value === minute || values.includes(fact.value))) ||
    fact.value * 100 === hour * 100 + minute ||
    fact.value === hour * 100 + minute
  );
}

const clock = ({ value }: Fact): string => `${Math.floor(value / 60)}:${String(value % 60).padStart(2, '0')}`;
