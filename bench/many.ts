import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Outputs of as many articles as wanted, without making each of them. */

export const SENTENCES = 2_000;

/** An article of many sentences, and a memory that knows them. */
export function writeLong(seeds: string): void {
  const sentences = Array.from({ length: SENTENCES }, (_, index) => [
    `On day ${index + 1} the river at the old bridge rose by ${(index % 37) + 2} centimetres.`,
    `На ${index + 1}-й день річка біля старого мосту піднялася на ${(index % 37) + 2} сантиметрів.`,
  ]);
  writeFileSync(join(seeds, 'long.txt'), sentences.map(([english]) => english).join('\n\n'));
  const units = sentences.map(
    ([english, ukrainian]) =>
      `<tu><tuv xml:lang="en"><seg>${english}</seg></tuv><tuv xml:lang="uk"><seg>${ukrainian}</seg></tuv></tu>`,
  );
  writeFileSync(
    join(seeds, 'long.tmx'),
    `<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>${units.join('')}</body></tmx>`,
  );
}

/** The outputs again and again, in folders of other names, until there are as many articles as wanted. */
export function multiply(folder: string, wanted: number): void {
  const out = join(folder, 'out');
  const [head = '', ...lock] = readFileSync(join(out, 'tovmach.lock'), 'utf8').trimEnd().split('\n');
  const articles = lock.filter((line) => !line.includes('"id":"long.txt"'));
  const manifest = readFileSync(join(out, 'manifest.json'), 'utf8');
  const lines = manifest.split('\n');
  const from = lines.indexOf('"articles": [') + 1;
  const to = lines.indexOf('],', from);
  const entries = lines.slice(from, to).map((line) => line.replace(/,$/, ''));
  const findings = lines.slice(lines.indexOf('"findings": [') + 1, lines.lastIndexOf('],'));
  const more: { lock: string[]; entries: string[]; findings: string[] } = {
    lock: [],
    entries: [],
    findings: [],
  };
  for (let copy = 1; articles.length * copy + lock.length < wanted; copy++) {
    const name = `n${String(copy).padStart(4, '0')}`;
    for (const line of articles) {
      if (lock.length + more.lock.length >= wanted) break;
      const state = JSON.parse(line) as {
        id: string;
        path: string;
        ledger: string;
        outputs: Record<string, { path: string }>;
      };
      const entry = entries.find((each) => each.startsWith(`{"id":${JSON.stringify(state.id)},`)) ?? '';
      const moved = (text: string): string => text.replace(/("(?:id|path|articleId)":")/g, `$1${name}/`);
      more.lock.push(moved(line).replace('"ledger":"', `"ledger":"${name}/`));
      more.entries.push(moved(entry));
      more.findings.push(
        ...findings
          .filter((each) => each.includes(`"articleId":${JSON.stringify(state.id)}`))
          .map((each) => moved(each.replace(/,$/, ''))),
      );
      const files: [string, string][] = [
        [join(out, state.ledger), join(out, name, state.ledger)],
        [join(folder, 'seeds', state.path), join(folder, 'seeds', name, state.path)],
        ...Object.values(state.outputs).map(({ path }): [string, string] => [
          join(out, path),
          join(out, name, path),
        ]),
      ];
      for (const [source, copyOf] of files) {
        mkdirSync(dirname(copyOf), { recursive: true });
        if (basename(source).endsWith('.segments.json'))
          writeFileSync(
            copyOf,
            readFileSync(source, 'utf8').replace(/("(?:id|path)": ")(?=[a-z-]+\.[a-z])/g, `$1${name}/`),
          );
        else cpSync(source, copyOf);
      }
    }
  }
  writeFileSync(join(out, 'tovmach.lock'), `${[head, ...[...lock, ...more.lock].sort()].join('\n')}\n`);
  writeFileSync(
    join(out, 'manifest.json'),
    [
      ...lines.slice(0, from),
      [...entries, ...more.entries].sort().join(',\n'),
      '],',
      ...lines.slice(to + 1, lines.indexOf('"findings": [') + 1),
      [...findings.map((line) => line.replace(/,$/, '')), ...more.findings].filter(Boolean).join(',\n'),
      ...lines.slice(lines.lastIndexOf('],')),
    ].join('\n'),
  );
}
