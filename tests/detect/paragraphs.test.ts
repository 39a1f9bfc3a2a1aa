import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/compose.js';
import type { Segment, Tovmach } from '../../src/index.js';

let tovmach: Tovmach;
beforeAll(async () => {
  tovmach = await createTovmach();
});
afterAll(() => tovmach.close());

const segmentsOf = (text: string): readonly Segment[] =>
  tovmach.detectText(text, { languages: ['en', 'uk', 'ru'] }).segments;
const textsOf = (text: string): readonly string[] => segmentsOf(text).map((segment) => segment.text);

const WRAPPED = [
  'Міська рада у четвер затвердила бюджет на наступний рік, повідомила',
  'пресслужба. Найбільше грошей піде на ремонт шкіл і лікарень, а також',
  'на нові тролейбуси, які місто чекає вже третій рік.',
];

describe('paragraphs wrapped by hand', () => {
  it.each(['\n', '\r\n'])('are one text each, with places in the file (%j)', (newline) => {
    const text = [...WRAPPED, '', 'Погода', 'Спорт'].join(newline);
    const segments = segmentsOf(text);
    expect(segments.map((segment) => segment.text)).toEqual([
      'Міська рада у четвер затвердила бюджет на наступний рік, повідомила пресслужба.',
      'Найбільше грошей піде на ремонт шкіл і лікарень, а також на нові тролейбуси, які місто чекає вже третій рік.',
      'Погода',
      'Спорт',
    ]);
    for (const { start, end, text: words } of segments)
      expect(text.slice(start, end).split(/\s+/u)).toEqual(words.split(' '));
    expect(segments[2]?.line).toBe(5);
  });

  it('a shorter paragraph beside them is wrapped as they are', () =>
    expect(
      textsOf(
        [
          ...WRAPPED,
          '',
          'Мер сказав журналістам, що рішення було непростим, але його підтримали',
          'всі фракції.',
        ].join('\n'),
      ).at(-1),
    ).toBe('Мер сказав журналістам, що рішення було непростим, але його підтримали всі фракції.'));

  it.each([
    [
      'headlines of all lengths',
      ['Рада прийняла бюджет', 'ціни на хліб знову зросли', 'Погода на завтра', 'Спорт'],
    ],
    [
      'items of a list',
      ['- перший пункт довгого списку, що', '- другий пункт довгого списку, що', '- третій'],
    ],
    ['long paragraphs', [WRAPPED.join(' '), 'а потім ще один рядок', WRAPPED.join(' ')]],
  ])('%s stay lines', (_, lines) =>
    expect(new Set(segmentsOf(lines.join('\n')).map(({ blockId }) => blockId)).size).toBe(lines.length),
  );
});

describe('a quotation over several paragraphs', () => {
  const rolesOf = (text: string): readonly (readonly [string, string])[] =>
    segmentsOf(text).map((segment) => [segment.text, segment.role]);

  it('is one until its mark closes it', () =>
    expect(
      rolesOf(
        [
          'Він сказав: «Ми відбудуємо місто. Це буде важко.',
          'Ми почнемо зі шкіл. Потім лікарні.',
          'Допоможуть усі», — додав мер. Люди розійшлися.',
        ].join('\n'),
      ),
    ).toEqual([
      ['Він сказав: «Ми відбудуємо місто.', 'lead'],
      ['Це буде важко.', 'quote'],
      ['Ми почнемо зі шкіл.', 'quote'],
      ['Потім лікарні.', 'quote'],
      ['Допоможуть усі», — додав мер.', 'paragraph'],
      ['Люди розійшлися.', 'paragraph'],
    ]));

  it('may be opened anew by each, as in English', () =>
    expect(
      rolesOf('“We will rebuild. It will be hard.\n“We will start with schools,” he said. People left.'),
    ).toEqual([
      ['“We will rebuild.', 'quote'],
      ['It will be hard.', 'quote'],
      ['“We will start with schools,” he said.', 'paragraph'],
      ['People left.', 'paragraph'],
    ]));

  it('a mark that nobody closes quotes its sentence alone', () =>
    expect(rolesOf('Він сказав: «Ми відбудуємо місто. Це буде важко.\nМи почнемо зі шкіл.').at(-1)).toEqual([
      'Ми почнемо зі шкіл.',
      'paragraph',
    ]));
});

describe('confidence', () => {
  const around = 'Учора в місті відкрили нову школу, і діти вже пішли на перші уроки.';
  it.each([
    ['Увечері вона написала «Molecular Diagnosis Test» на сторінці.', 'Molecular'],
    ['Командир крикнув по рації: Crystal Mountain.', 'Crystal'],
    ['Над мостом висів плакат «Автофокус не», поки його не зняли.', 'Автофокус'],
  ])('a sentence is no surer than what may be foreign in it: %s', (line, word) => {
    const held = segmentsOf(`${around}\n${line}\n${around}`).find(({ text }) => text.includes(word));
    expect(held).toMatchObject({ lang: 'uk', text: line });
    expect(held?.confidence).toBeLessThanOrEqual(0.9);
  });
});
