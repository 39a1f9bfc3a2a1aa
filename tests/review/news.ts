/** An article of three sentences, and a memory that translates the first with a wrong number. */

export const ARTICLE = 'news.txt';
export const FILES = {
  [ARTICLE]: `The strikes in the city killed 12 people on Monday.

Rescuers worked at https://example.org/map through the night.

The mayor thanked everybody who helped.
`,
  'news.tmx': tmx([
    [
      'The strikes in the city killed 12 people on Monday.',
      'Унаслідок ударів по місту в понеділок загинула 21 людина.',
    ],
    [
      'Rescuers worked at https://example.org/map through the night.',
      'Рятувальники працювали на https://example.org/map усю ніч.',
    ],
    ['The mayor thanked everybody who helped.', 'Мер подякував усім, хто допомагав.'],
  ]),
};
/** An article beside a translation that runs from right to left, with a wrong number in it. */
export const HARBOUR = 'harbour.txt';
export const HARBOUR_FILES = {
  [HARBOUR]: `A new ferry links the two banks of the harbour

The first boat left at 07:30 with 140 passengers on board.

Tickets are sold at https://example.org/ferry and on the pier.
`,
  'harbour.tmx': `<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="en"><seg>A new ferry links the two banks of the harbour</seg></tuv><tuv xml:lang="ar"><seg>عبّارة جديدة تربط ضفّتي الميناء</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>The first boat left at 07:30 with 140 passengers on board.</seg></tuv><tuv xml:lang="ar"><seg>غادر القارب الأول عند الساعة 07:30 وعلى متنه 104 ركّاب.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Tickets are sold at https://example.org/ferry and on the pier.</seg></tuv><tuv xml:lang="ar"><seg>تُباع التذاكر على https://example.org/ferry وعلى الرصيف.</seg></tuv></tu>
</body></tmx>`,
};

export const CONFIG = { config: { memory: { files: ['seeds/news.tmx'] } } };

export function tmx(pairs: readonly (readonly [string, string])[]): string {
  const units = pairs.map(
    ([english, ukrainian]) =>
      `<tu><tuv xml:lang="en"><seg>${english}</seg></tuv><tuv xml:lang="uk"><seg>${ukrainian}</seg></tuv></tu>`,
  );
  return `<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/>
<body>${units.join('\n')}</body></tmx>`;
}
