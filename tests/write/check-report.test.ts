import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import {
  descendantsOf,
  elementsOf,
  readXmlTree,
  textOf,
  type XmlElement,
} from '../../src/exchange/xml-tree.js';
import type { CheckResult, Finding } from '../../src/index.js';

import { STALE_REASONS } from '../../src/model/staleness.js';
import { CHECK_FORMATS, formatCheck } from '../../src/report/formats.js';
import { type Grammar, violations } from '../memory/xliff-grammar.js';
import { temporaryFolder } from '../support/command-line.js';
import { sarifErrors } from '../support/sarif.js';

const CLEAN: CheckResult = {
  articles: 3,
  stale: [],
  edited: [],
  orphans: [],
  findings: [],
  problems: [],
  passedOver: [],
  out: '/srv/out',
  exitCode: 0,
};

const HOSTILE = 'a | b, c: "<d>" & `e` @mayor #12 100%\r\n::error::gone\u0007 *f*';

const FOUND: CheckResult = {
  ...CLEAN,
  stale: [
    { path: 'city/bridge.txt', target: 'uk', output: 'city/bridge.uk.md', reason: 'source-changed' },
    { path: 'city/new.txt', target: 'pl', reason: 'new' },
  ],
  findings: [
    {
      check: 'quotes',
      severity: 'minor',
      message: 'a quote is not closed',
      path: 'city/bridge.txt',
      line: 2,
    },
    {
      check: 'numbers',
      severity: 'critical',
      message: `17 is missing in "${HOSTILE}"`,
      path: 'city, old: 50%/bridge.txt',
      line: 4,
      column: 7,
      segmentId: 's4',
      target: 'uk',
    },
  ],
  edited: ['city/harbour.uk.md'],
  orphans: ['city/gone.en.md'],
  problems: [
    new TovmachError('INPUT_INVALID', 'broken JSON', {
      file: 'feed.json',
      line: 9,
      column: 3,
      hint: 'Mend it.',
    }),
  ],
  exitCode: 8,
};

const AT = new Date('2026-03-01T10:20:30Z');
const report = (result: CheckResult, format: (typeof CHECK_FORMATS)[number], options = {}): string =>
  formatCheck(result, format, { at: AT, failOn: 'major', ...options });

const text = fc.string({ unit: 'binary' });
const finding: fc.Arbitrary<Finding> = fc
  .record({
    check: fc.constantFrom('numbers', 'quotes'),
    severity: fc.constantFrom('neutral' as const, 'minor' as const, 'major' as const, 'critical' as const),
    message: text,
    path: text,
    line: fc.integer({ min: 1, max: 9999 }),
  })
  .map((made) => made);
const results: fc.Arbitrary<CheckResult> = fc.record({
  articles: fc.nat(1000),
  stale: fc.array(
    fc.record({
      path: text,
      target: fc.constantFrom('uk', 'sr-Latn'),
      output: text,
      reason: fc.constantFrom(...STALE_REASONS),
    }),
    { maxLength: 4 },
  ),
  edited: fc.array(text, { maxLength: 3 }),
  orphans: fc.array(text, { maxLength: 3 }),
  findings: fc.array(finding, { maxLength: 4 }),
  passedOver: fc.constant([]),
  problems: fc.array(
    text.map((message) => new TovmachError('INPUT_UNREADABLE', message, { file: message, hint: message })),
    { maxLength: 3 },
  ),
  out: fc.constant('/out'),
  exitCode: fc.constantFrom(0, 1, 8),
});

describe('a check as text', () => {
  it('says in one line that nothing is to do', () => {
    expect(report(CLEAN, 'text')).toBe('3 articles: every output is up to date\n');
  });

  it('names file, line and column as compilers do, then counts', () => {
    const lines = report(FOUND, 'text').trimEnd().split('\n');
    expect(lines[0]).toBe('feed.json:9:3: error: broken JSON → Mend it. [unreadable-source]');
    expect(lines[1]).toBe(
      'city/bridge.txt: error: the source has changed since city/bridge.uk.md was written [stale-output]',
    );
    expect(lines[2]).toBe('city/new.txt: error: the pl version was never written [stale-output]');
    expect(lines[3]).toMatch(/^city, old: 50%\/bridge\.txt:4:7: error: critical \(uk\): 17 is missing/);
    expect(lines[4]).toMatch(/^city\/bridge\.txt:2: note: minor: a quote is not closed \[quotes\]$/);
    expect(lines[5]).toMatch(/^city\/harbour\.uk\.md: note: /);
    expect(lines[6]).toMatch(/^city\/gone\.en\.md: warning: /);
    expect(lines[7]).toBe(
      '3 articles: 1 file that cannot be read, 2 outputs missing or stale, 2 findings, 1 output changed by hand, 1 output without a source',
    );
    expect(lines).toHaveLength(8);
  });

  it('speaks Ukrainian with its plurals', () => {
    const many = { ...CLEAN, articles: 5, stale: [1, 2, 3, 4, 5].flatMap(() => FOUND.stale.slice(0, 1)) };
    expect(report(many, 'text', { language: 'uk' }).trimEnd().split('\n').at(-1)).toBe(
      '5 статей: 5 відсутніх або застарілих перекладів',
    );
  });

  it('lets no control character of an article reach the terminal', () => {
    fc.assert(
      fc.property(results, (result) => {
        expect(report(result, 'text').replaceAll('\n', '')).not.toMatch(/(?!\t)\p{Cc}/u);
      }),
    );
  });
});

describe('a check as JSON', () => {
  it('is the result as the library gives it, errors as plain data', () => {
    const parsed = JSON.parse(report(FOUND, 'json'));
    const { out: _, problems, ...rest } = FOUND;
    expect(parsed).toEqual({
      schema: 'tovmach/check@1',
      ...rest,
      problems: [
        {
          code: 'INPUT_INVALID',
          message: 'broken JSON',
          hint: 'Mend it.',
          file: 'feed.json',
          line: 9,
          column: 3,
        },
      ],
    });
    expect(problems).toHaveLength(1);
  });
});

describe('a check as SARIF', () => {
  it('is valid by the schema, whatever was found', () => {
    fc.assert(
      fc.property(results, (result) => {
        expect(sarifErrors(JSON.parse(report(result, 'sarif')))).toEqual([]);
      }),
    );
  });

  it('would be told invalid otherwise', () => {
    const sarif = JSON.parse(report(FOUND, 'sarif'));
    sarif.runs[0].results[0].level = 'grave';
    expect(sarifErrors(sarif)).not.toEqual([]);
  });

  it('has a rule for every result, places, levels and fingerprints that tell results apart', () => {
    const [run] = JSON.parse(report(FOUND, 'sarif')).runs;
    const ids = run.tool.driver.rules.map((rule: { id: string }) => rule.id);
    for (const result of run.results) expect(ids).toContain(result.ruleId);
    expect(run.results.map((result: { level: string }) => result.level)).toEqual([
      'error',
      'error',
      'error',
      'error',
      'note',
      'note',
      'warning',
    ]);
    const { physicalLocation } = run.results[3].locations[0];
    expect(physicalLocation.artifactLocation.uri).toBe('city%2C%20old%3A%2050%25/bridge.txt');
    expect(physicalLocation.region).toEqual({ startLine: 4, startColumn: 7 });
    const prints = run.results.map(
      (result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0],
    );
    expect(new Set(prints).size).toBe(prints.length);
  });
});

/** What both schemas in use allow: junit-10.xsd of the Jenkins xUnit plugin, JUnit.xsd of Apache Ant's reports. */
const COUNT = /^\d+$/;
const ANY = /^[\s\S]*$/;
const FILLED = /\S/;
const message = { attributes: { 'type!': FILLED, message: ANY }, children: /^$/, text: true };
const JUNIT: Grammar = {
  testsuites: { attributes: {}, children: /^(testsuite )+$/ },
  testsuite: {
    attributes: {
      'name!': FILLED,
      'package!': FILLED,
      'id!': COUNT,
      'timestamp!': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
      'hostname!': FILLED,
      'tests!': COUNT,
      'failures!': COUNT,
      'errors!': COUNT,
      skipped: COUNT,
      'time!': /^\d{0,3}$/,
    },
    children: /^properties (testcase )*system-out system-err $/,
  },
  properties: { attributes: {}, children: /^$/ },
  testcase: {
    attributes: { 'name!': FILLED, 'classname!': ANY, 'time!': COUNT },
    children: /^((skipped|error|failure) )?$/,
  },
  skipped: { attributes: {}, children: /^$/, text: true },
  error: message,
  failure: message,
  'system-out': { attributes: {}, children: /^$/ },
  'system-err': { attributes: {}, children: /^$/ },
};

describe('a check as JUnit XML', () => {
  async function tree(result: CheckResult): Promise<XmlElement> {
    const file = join(temporaryFolder(), 'check.xml');
    writeFileSync(file, report(result, 'junit'));
    return readXmlTree(file, 'JUnit');
  }

  it('is valid by the schemas of Jenkins and Ant, whatever was found', async () => {
    for (const result of [CLEAN, FOUND, ...fc.sample(results, 50)])
      expect(violations(await tree(result), JUNIT)).toEqual([]);
  });

  it('counts what its test cases say', async () => {
    for (const result of fc.sample(results, 20)) {
      for (const suite of elementsOf(await tree(result), 'testsuite')) {
        const count = (name: string): string => String([...descendantsOf(suite, name)].length);
        expect(suite.attributes).toMatchObject({
          tests: count('testcase'),
          failures: count('failure'),
          errors: count('error'),
          skipped: count('skipped'),
        });
      }
    }
  });

  it('fails what fails the check and keeps text as it is', async () => {
    const found = await tree(FOUND);
    expect([...descendantsOf(found, 'failure')].map((one) => one.attributes.type)).toEqual([
      'stale-output',
      'stale-output',
      'numbers',
    ]);
    expect([...descendantsOf(found, 'error')].map(textOf)).toEqual(['feed.json:9:3: broken JSON → Mend it.']);
    const [, , hostile] = [...descendantsOf(found, 'failure')];
    expect(hostile?.attributes.message).toContain(HOSTILE.replace('\u0007', ''));
    expect([...descendantsOf(await tree(CLEAN), 'failure')]).toEqual([]);
  });
});

describe('a check as GitHub annotations', () => {
  it('escapes text and properties, so that an article says no command', () => {
    const lines = report(FOUND, 'github').trimEnd().split('\n');
    expect(lines).toHaveLength(8);
    expect(lines[0]).toBe(
      '::error file=feed.json,line=9,col=3,title=tovmach%3A unreadable-source::broken JSON → Mend it.',
    );
    expect(lines[3]).toMatch(
      /^::error file=city%2C old%3A 50%25\/bridge\.txt,line=4,col=7,title=tovmach%3A numbers::critical/,
    );
    expect(lines[3]).toContain('100%25%0D%0A::error::gone');
    expect(lines.map((line) => /^::(\w+)/.exec(line)?.[1])).toEqual([
      'error',
      'error',
      'error',
      'error',
      'notice',
      'notice',
      'warning',
      undefined,
    ]);
  });

  it('has one line an entry, whatever was found', () => {
    fc.assert(
      fc.property(results, (result) => {
        const { stale, findings, edited, orphans, problems } = result;
        const entries = [stale, findings, edited, orphans, problems].flat().length;
        const lines = report(result, 'github')
          .trimEnd()
          .split(/[\r\n]/);
        expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(entries);
        expect(lines).toHaveLength(entries + 1);
      }),
    );
  });
});

describe('a check as Markdown', () => {
  it('is a heading and the verdict when nothing is to do', () => {
    expect(report(CLEAN, 'markdown')).toBe(
      '## tovmach: check\n\n✅ 3 articles: every output is up to date\n',
    );
  });

  it('keeps a row a row and calls nobody', () => {
    const markdown = report(FOUND, 'markdown');
    expect(markdown).toContain(
      '### Outputs missing or stale (2)\n\n| where | what |\n|---|---|\n| city/bridge.txt |',
    );
    const row = markdown.split('\n').find((line) => line.includes('numbers:')) ?? '';
    expect(row.replaceAll('\\|', '').split('|')).toHaveLength(4);
    expect(row).toContain('@<!-- -->mayor #<!-- -->12');
    expect(row).toContain('"&lt;d>" &amp; \\`e\\`');
  });

  it('fits into a comment of GitHub', () => {
    const long = {
      ...FOUND.stale[0],
      path: `${'довга назва/'.repeat(100)}a.txt`,
    } as CheckResult['stale'][number];
    const big: CheckResult = {
      ...FOUND,
      stale: Array.from({ length: 5000 }, () => long),
      findings: Array.from({ length: 5000 }, () => FOUND.findings[1] as Finding),
      edited: Array.from({ length: 5000 }, () => HOSTILE.repeat(50)),
      orphans: Array.from({ length: 5000 }, () => HOSTILE.repeat(50)),
      problems: Array.from({ length: 5000 }, () => FOUND.problems[0] as TovmachError),
    };
    const markdown = report(big, 'markdown');
    expect(markdown.length).toBeLessThan(65_000);
    expect(markdown).toContain('… and 4970 more');
  });
});

describe('places in a report', () => {
  it.each(CHECK_FORMATS.filter((format) => format !== 'json'))(
    'are where the reader finds them: %s',
    (format) => {
      const said = report(FOUND, format, {
        source: (path: string) => `articles/${path}`,
        output: (path: string) => `translated/${path}`,
      });
      expect(said).toContain('articles/city/bridge.txt');
      expect(said).toContain('translated/city/bridge.uk.md');
      expect(said).toContain('translated/city/gone.en.md');
    },
  );
});
