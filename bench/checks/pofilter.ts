import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** translate-toolkit's pofilter on the same references and the same mistakes, where it is installed. */

interface Damaged {
  readonly pair: string;
  readonly kind: string;
  readonly source: string;
  readonly text: string;
}

const quoted = (text: string): string => JSON.stringify(text);

/** Indices of the messages that at least one of pofilter's tests says something of. */
function filtered(rows: readonly { source: string; text: string }[], language: string): Set<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pofilter-'));
  try {
    const head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n';
    const body = rows.map(
      ({ source, text }, index) => `msgctxt "${index}"\nmsgid ${quoted(source)}\nmsgstr ${quoted(text)}\n`,
    );
    const [from, to] = [join(folder, 'in.po'), join(folder, 'out.po')];
    writeFileSync(from, head + body.join('\n'));
    execFileSync('pofilter', ['--progress=none', `--language=${language}`, from, to], { stdio: 'ignore' });
    return new Set(
      [...readFileSync(to, 'utf8').matchAll(/^msgctxt "(\d+)"/gm)].map((match) => Number(match[1])),
    );
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code === 'ENOENT' &&
      (error as { path?: string }).path === 'pofilter'
    )
      throw error;
    return new Set();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function runPofilter(
  damaged: readonly Damaged[],
  tables: ReadonlyMap<string, readonly { source: string; translation: string }[]>,
  pairs: readonly string[],
  print: (line?: string) => void,
): void {
  try {
    execFileSync('pofilter', ['--version'], { stdio: 'ignore' });
  } catch {
    print('\npofilter is not installed (Debian: translate-toolkit)');
    return;
  }
  print(
    '\n# pofilter, all its tests, on the same: % of segments with a word, then % of mistakes of segments it was silent about\n',
  );
  const rows = new Map<string, string[]>();
  const alarms: string[] = [];
  for (const pair of pairs) {
    const language = pair.split('-')[1] ?? '';
    const good = (tables.get(pair) ?? []).map(({ source, translation }) => ({ source, text: translation }));
    const noisy = filtered(good, language);
    const quiet = new Set(good.filter((_, index) => !noisy.has(index)).map(({ source }) => source));
    alarms.push(((100 * noisy.size) / good.length).toFixed(1));
    for (const kind of new Set(damaged.map((one) => one.kind))) {
      const list = damaged.filter((one) => one.pair === pair && one.kind === kind && quiet.has(one.source));
      const found =
        list.length === 0 ? '-' : String(Math.round((100 * filtered(list, language).size) / list.length));
      rows.set(kind, [...(rows.get(kind) ?? []), found]);
    }
  }
  print(`${'mistake'.padEnd(24)}${pairs.map((pair) => pair.padStart(8)).join('')}`);
  print(`${'ALARMS'.padEnd(24)}${alarms.map((one) => one.padStart(8)).join('')}`);
  for (const [kind, cells] of rows)
    print(`${kind.padEnd(24)}${cells.map((one) => one.padStart(8)).join('')}`);
}
