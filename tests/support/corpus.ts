import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Small corpora for tests of whole runs. */

const SUBJECTS = [
  'Рада',
  'Школа',
  'Лікарня',
  'Громада',
  'Обласна влада',
  'Міська служба',
  'Пекарня',
  'Бібліотека',
];
const VERBS = ['ухвалила', 'відкрила', 'перевірила', 'оновила', 'показала', 'підтримала', 'обговорила'];
const OBJECTS = [
  'бюджет на рік',
  'новий міст',
  'дитячий садок',
  'плани на зиму',
  'роботу транспорту',
  'музейну збірку',
];

/** A Ukrainian sentence; each number gives another. */
export function sentence(number: number): string {
  const subject = SUBJECTS[number % SUBJECTS.length];
  const verb = VERBS[Math.floor(number / SUBJECTS.length) % VERBS.length];
  const object = OBJECTS[Math.floor(number / (SUBJECTS.length * VERBS.length)) % OBJECTS.length];
  return `${subject} ${verb} ${object}, і це вже рішення ${number}.`;
}

const IN_ENGLISH = {
  subjects: [
    'The council',
    'The school',
    'The hospital',
    'The community',
    'The region',
    'The city service',
    'The bakery',
    'The library',
  ],
  verbs: ['adopted', 'opened', 'inspected', 'renewed', 'presented', 'supported', 'discussed'],
  objects: [
    'the budget for the year',
    'the new bridge',
    'the kindergarten',
    'the plans for winter',
    'the transport',
    'the museum collection',
  ],
};

/** What a translator makes of `sentence(number)`. */
export function english(number: number): string {
  const { subjects, verbs, objects } = IN_ENGLISH;
  const subject = subjects[number % subjects.length];
  const verb = verbs[Math.floor(number / subjects.length) % verbs.length];
  const object = objects[Math.floor(number / (subjects.length * verbs.length)) % objects.length];
  return `${subject} ${verb} ${object}, and this is already decision ${number}.`;
}

/** Files by their path below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** SHA-256 of every file below a folder, by relative path. */
export function hashesBelow(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );
}
