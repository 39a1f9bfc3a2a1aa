import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { approved } from '../support/approved.js';
import { ROOT } from '../support/command-line.js';

/** The articles of `seeds/`, line by line as they are told: `line:column language role label flagged time | text`. */

const SEEDS = readdirSync(join(ROOT, 'seeds')).filter((name) => /\.(?:txt|md|html|ndjson)$/.test(name));

it('the seeds are told as they were', async () => {
  const tovmach = await createTovmach({
    cwd: join(ROOT, 'seeds'),
    config: { languages: ['en', 'uk', 'ru'] },
  });
  const lines: string[] = [];
  const { articles } = await tovmach.detect(SEEDS);
  for await (const { path, lang, langs, segments } of articles) {
    lines.push(`${path} ${lang} ${Object.keys(langs).join()}`);
    for (const { line, column, lang: tag, role, label, flagged, time, text, evidence } of segments) {
      const why = [...new Set(evidence.map((each) => each.split(':')[0]))].join(',');
      lines.push(
        `  ${[`${line}:${column}`, tag, role, label, flagged ? 'flagged' : undefined, time?.iso, why].filter(Boolean).join(' ')} | ${text}`,
      );
    }
  }
  await tovmach.close();
  await approved('approved/seeds.txt', lines);
});

it('no segment is told surer than certain, and each has a reason', async () => {
  const tovmach = await createTovmach({ cwd: ROOT, config: { languages: ['en', 'uk', 'ru'] } });
  for (const name of SEEDS.filter((each) => each.endsWith('.txt'))) {
    const { segments } = tovmach.detectText(readFileSync(join(ROOT, 'seeds', name), 'utf8'));
    for (const { confidence, evidence } of segments) {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(evidence).not.toEqual([]);
    }
  }
  await tovmach.close();
});
