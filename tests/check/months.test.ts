import { describe, expect, it } from 'vitest';
import { createChecks } from '../../src/check/check.js';
import { createCascade } from '../../src/language/cascade.js';

const dates = createChecks({ detector: createCascade(), candidates: ['en', 'uk'] }).find(
  ({ name }) => name === 'dates',
);
const said = (text: string, translation: string): string | undefined =>
  dates?.examine?.({
    unit: { key: text, source: 'uk', target: 'en', text, placeholders: [], role: 'paragraph' },
    translation,
  })?.severity;

describe('another month', () => {
  it('is found where its number stands for something else', () => {
    // July is 7 and September 9, but 7 people and 9 children are no months.
    expect(said('5 липня врятували 9 дітей.', '9 children were rescued on 5 September.')).toBe('major');
    expect(said('У травні тут жило 7 родин.', '7 families lived here in July.')).toBe('major');
    expect(said('5 липня врятували 9 дітей.', '9 children were rescued on 5 July.')).toBeUndefined();
  });

  it.each([
    ['Договір підписали 05.07.2024 у Києві.', 'The contract was signed in Kyiv on 5 July 2024.'],
    ['Договір підписали 5 липня 2024 року.', 'The contract was signed on 05/07/2024.'],
    ['Договір підписали 5 липня 2024 року.', 'The contract was signed on 2024-07-05.'],
  ])('is none where one side has it in digits: %s', (text, translation) => {
    expect(said(text, translation)).toBeUndefined();
  });
});

describe('every month by its short English name', () => {
  const months = [
    ['січня', 'Jan'],
    ['лютого', 'Feb'],
    ['березня', 'March'],
    ['квітня', 'Apr'],
    ['травня', 'May'],
    ['червня', 'June'],
    ['липня', 'July'],
    ['серпня', 'Aug'],
    ['вересня', 'Sept'],
    ['вересня', 'Sep'],
    ['жовтня', 'Oct'],
    ['листопада', 'Nov'],
    ['грудня', 'Dec'],
  ] as const;
  it.each(months)('%s is %s, and no other', (ukrainian, english) => {
    const source = `Засідання відбулося 14 ${ukrainian}.`;
    expect(said(source, `The session took place on ${english} 14.`)).toBeUndefined();
    for (const [other, name] of months) {
      if (other !== ukrainian) expect(said(source, `The session took place on ${name} 14.`)).toBe('major');
    }
  });
});

describe('every weekday', () => {
  const days = [
    ['у понеділок', 'Monday'],
    ['у вівторок', 'Tuesday'],
    ['у середу', 'Wednesday'],
    ['у четвер', 'Thursday'],
    ['у п’ятницю', 'Friday'],
    ['у суботу', 'Saturday'],
    ['у неділю', 'Sunday'],
  ] as const;
  it.each(days)('%s is %s, and no other', (ukrainian, english) => {
    const source = `Засідання відбулося ${ukrainian}.`;
    expect(said(source, `The session took place on ${english}.`)).toBeUndefined();
    for (const [other, name] of days) {
      if (other !== ukrainian) expect(said(source, `The session took place on ${name}.`)).toBeDefined();
    }
  });
});
