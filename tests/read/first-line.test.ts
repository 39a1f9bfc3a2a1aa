import { describe, expect, it } from 'vitest';
import { findingsOf, linesOf, readBytes } from '../support/reading.js';

const TEXT =
  'The ferry across the strait stops for a week, the harbour office said on Monday. Buses run instead of it.\n';

describe('the first line of a plain text', () => {
  it('is its title where it reads like a headline, which is said', async () => {
    const [article] = (
      await readBytes(`Ferry to the islands stops for a week\n16.07.24, 10:15\n${TEXT}`, 'a.txt')
    ).articles;
    expect(article && linesOf(article)).toEqual([
      'title: Ferry to the islands stops for a week',
      'paragraph: 16.07.24, 10:15',
      `lead: ${TEXT.trim()}`,
    ]);
    expect(article?.metadata.title).toBe('Ferry to the islands stops for a week');
    expect(article?.findings.map(({ check, values }) => [check, values?.title])).toEqual([
      ['title', 'Ferry to the islands stops for a week'],
    ]);
    const question = `Чи буде пором на острови? \n${'Управління порту повідомило у понеділок, що пором не ходитиме тиждень.\n'.repeat(2)}`;
    expect((await readBytes(question, 'a.txt')).articles.map((each) => each.metadata.title)).toEqual([
      'Чи буде пором на острови?',
    ]);
  });

  it('is none where it reads like a sentence, a label, a date, a list or half of a text', async () => {
    for (const first of [
      'The ferry to the islands stops for a week.',
      'Details',
      'Read also:',
      '16.07.24, 10:15 • 101575 views of it',
      'the ferry to the islands stops for a week',
      'It stops. Nobody knows for how long',
      'See https://example.org for the ferry',
      `The ferry to the islands stops ${'and stops '.repeat(20)}`,
    ]) {
      const [article] = (await readBytes(`${first}\n${TEXT}`, 'a.txt')).articles;
      expect([first, article?.metadata.title, article && findingsOf(article)]).toEqual([
        first,
        undefined,
        [],
      ]);
    }
    const list = 'Fish and chips to take\nFish with rice to take\nFish with salad to take\n';
    expect((await readBytes(list, 'a.txt')).articles[0]?.metadata.title).toBeUndefined();
    expect(
      (await readBytes('Ferry to the islands stops for a week\n', 'a.txt')).articles[0]?.metadata.title,
    ).toBeUndefined();
  });

  it('is always the title, or never, where the user says so', async () => {
    const text = `The ferry stops.\n${TEXT}`;
    const always = (await readBytes(text, 'a.txt', { firstLine: 'first-line' })).articles[0];
    expect(always && [linesOf(always)[0], findingsOf(always)]).toEqual(['title: The ferry stops.', []]);
    const never = await readBytes(`Ferry to the islands stops\n${TEXT}`, 'a.txt', { firstLine: 'none' });
    expect(never.articles[0] && linesOf(never.articles[0])[0]).toBe('lead: Ferry to the islands stops');
  });
});

it('a headline that the text of a record begins with again is said once', async () => {
  const json = JSON.stringify({
    title: 'Ferry “stops” for a week',
    body: `Ferry "stops" for a week\n${TEXT}`,
  });
  const [article] = (await readBytes(json, 'a.json')).articles;
  expect(article?.blocks.map(({ kind }) => kind)).toEqual(['title', 'boilerplate', 'lead']);
});
