import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApertiumServer, apertiumMissing, startApertium } from '../support/apertium-server.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** A mixed article through the command line and Debian's own Apertium server, to files. */

const missing = apertiumMissing();

describe.skipIf(missing !== undefined)(
  missing === undefined
    ? 'a run over the real Apertium'
    : `a run over the real Apertium: skipped, ${missing}`,
  () => {
    let server: ApertiumServer;
    beforeAll(async () => {
      server = await startApertium();
    });
    afterAll(() => server?.close());

    it('translates what is foreign to each target, and nothing else', async () => {
      const cwd = temporaryFolder();
      mkdirSync(join(cwd, 'articles'));
      const spanish = 'El gobierno aprobó el presupuesto para la educación pública';
      const english = 'The president signed the law on Monday. The house of the minister is red.';
      writeFileSync(join(cwd, 'articles/news.txt'), `${english}\n\n${spanish}16.02.24, 23:33\n`);
      const ran = await tovmach(
        [
          'run',
          'articles',
          '--to',
          'en,es',
          '--languages',
          'en,es',
          '--out',
          'out',
          '--provider',
          'apertium',
        ],
        { cwd, env: { APERTIUM_URL: server.url } },
      );
      expect(ran.stdout + ran.stderr).not.toMatch(/not translated/);
      expect(ran.code).toBe(0);
      const es = readFileSync(join(cwd, 'out/news.es.md'), 'utf8');
      const en = readFileSync(join(cwd, 'out/news.en.md'), 'utf8');
      expect(es).toMatch(/^translation_engine: apertium$/m);
      expect(es).toMatch(/El presidente firmó la ley el lunes\./);
      expect(es).toContain(spanish);
      expect(en).toContain(english);
      expect(en).toMatch(/The government approved .* education/);
    });
  },
);

const noRussian = apertiumMissing('rus-ukr');

describe.skipIf(noRussian !== undefined)(
  noRussian === undefined
    ? 'Russian quotations in a Ukrainian article'
    : `Russian quotations in a Ukrainian article: skipped, ${noRussian}`,
  () => {
    let server: ApertiumServer;
    beforeAll(async () => {
      server = await startApertium('rus-ukr');
    });
    afterAll(() => server?.close());

    it('become Ukrainian with no key and no network, and nothing else changes', async () => {
      const cwd = temporaryFolder();
      mkdirSync(join(cwd, 'articles'));
      const [before, after] = [
        'У понеділок президент підписав закон про бюджет.',
        ', — сказав мер міста журналістам.',
      ];
      const quotation = '«Правительство приняло новый закон о бюджете, и люди получат деньги»';
      writeFileSync(
        join(cwd, 'articles/news.txt'),
        `Президент підписав закон\n\n${before} ${quotation}${after}\n\nПогода сегодня хорошая.\n`,
      );
      const ran = await tovmach(
        ['run', 'articles', '--to', 'uk', '--languages', 'uk,ru', '--out', 'out', '--provider', 'apertium'],
        { cwd, env: { APERTIUM_URL: server.url } },
      );
      expect(ran.stdout + ran.stderr).not.toMatch(/not translated/);
      expect(ran.code).toBe(0);
      const uk = readFileSync(join(cwd, 'out/news.uk.md'), 'utf8');
      expect(uk).toContain(`${before} «Уряд прийняло новий закон о бюджеті, і люди отримають гроші»${after}`);
      expect(uk).toContain('Погода сьогодні хороша.');
      expect(uk).not.toMatch(/[ыэъё*]/);
      expect(uk).toMatch(/^translation_status: machine$/m);
    });
  },
);
