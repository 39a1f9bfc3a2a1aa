import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  defineCheck,
  defineDetector,
  defineFormat,
  defineMemory,
  defineProvider,
} from '../../src/model/definition.js';
import { LEDGER_SCHEMA, MANIFEST_SCHEMA, manifestSchema } from '../../src/model/manifest.js';

const counts = {
  segments: 9,
  native: 1,
  copied: 2,
  labels: 1,
  memory: 1,
  human: 1,
  provider: 2,
  failed: 1,
  dropped: 1,
};
const finding = {
  check: 'numbers',
  severity: 'major',
  message: '12 of the source is not in the translation',
  messageId: 'check.numberLost',
  values: {
    lost: 12,
    file: { path: 'a.txt' },
    inner: { message: 'm', messageId: 'run.m', values: { x: 'y' } },
  },
  articleId: 'a',
  path: 'a.txt',
  line: 3,
  column: 1,
  segmentId: 's1',
  target: 'uk',
  suggestion: 'look at it',
  suggestionId: 'check.look',
  suggestionValues: { n: 1 },
};
const manifest = {
  schema: MANIFEST_SCHEMA,
  run: {
    tool: 'tovmach 1.0.0',
    configDigest: 'c',
    targets: ['uk'],
    languages: { candidates: ['en', 'uk'], inferred: true },
    orphans: ['old.md'],
    finishedAt: '2026-11-26T10:00:00.000Z',
  },
  articles: [
    {
      id: 'a',
      path: 'a.txt',
      encoding: { name: 'utf-8', confidence: 1, bom: false },
      sourceHash: 'h',
      lang: 'en',
      langs: { en: 0.9, uk: 0.1 },
      flagged: 1,
      ledger: { path: 'a.ledger.json', hash: 'l' },
      outputs: [
        {
          target: 'uk',
          path: 'a.uk.txt',
          hash: 'o',
          status: 'mixed',
          foreign: { share: 0.1, langs: { en: 0.1 } },
          counts,
          origins: { s1: 'deepl' },
        },
      ],
    },
  ],
  broken: [
    {
      path: 'b.txt',
      code: 'INPUT_INVALID',
      message: 'no',
      messageId: 'read.no',
      values: { why: 'x' },
      line: 2,
      hint: 'mend it',
      hintId: 'read.mend',
      hintValues: { y: 1 },
    },
  ],
  passedOver: [{ path: 'c.docx', kind: 'docx' }],
  findings: [finding],
  totals: {
    articles: 1,
    broken: 1,
    findings: 1,
    flagged: 1,
    counts,
    langs: { en: 1 },
    engines: ['deepl'],
  },
};

describe('a manifest', () => {
  it('is read with everything that is in it', () => {
    expect(manifestSchema.parse(manifest)).toEqual(manifest);
  });

  it('is refused where something is missing that must be there, or is of another kind', () => {
    const without = (path: readonly (string | number)[]): unknown => {
      const copy = structuredClone(manifest) as unknown as Record<string | number, unknown>;
      const holder = path.slice(0, -1).reduce((at, key) => at[key] as typeof copy, copy);
      delete holder[path.at(-1) ?? ''];
      return copy;
    };
    const MUST: readonly (readonly (string | number)[])[] = [
      ['schema'],
      ['run', 'targets'],
      ['run', 'languages', 'inferred'],
      ['articles', 0, 'encoding', 'bom'],
      ['articles', 0, 'ledger', 'hash'],
      ['articles', 0, 'outputs', 0, 'counts', 'dropped'],
      ['broken', 0, 'code'],
      ['passedOver', 0, 'kind'],
      ['findings', 0, 'severity'],
      ['totals', 'counts', 'segments'],
      ['findings', 0, 'values', 'inner', 'messageId'],
    ];
    for (const path of MUST)
      expect(manifestSchema.safeParse(without(path)).success, path.join('.')).toBe(false);
    const MAY = [
      ['passedOver'],
      ['run', 'finishedAt'],
      ['findings', 0, 'values'],
      ['articles', 0, 'outputs', 0, 'foreign'],
    ] as const;
    for (const path of MAY)
      expect(manifestSchema.safeParse(without(path)).success, path.join('.')).toBe(true);
    const other = structuredClone(manifest);
    (other.articles[0]?.outputs[0] as { status: string }).status = 'perfect';
    expect(manifestSchema.safeParse(other).success).toBe(false);
    expect(manifestSchema.safeParse({ ...manifest, schema: LEDGER_SCHEMA }).success).toBe(false);
  });

  it('of an output knows these states, and no other', () => {
    for (const status of ['original', 'machine', 'memory', 'mixed', 'incomplete']) {
      const copy = structuredClone(manifest);
      (copy.articles[0]?.outputs[0] as { status: string }).status = status;
      expect(manifestSchema.safeParse(copy).success, status).toBe(true);
    }
    expect([MANIFEST_SCHEMA, LEDGER_SCHEMA]).toEqual(['tovmach/manifest@1', 'tovmach/ledger@1']);
  });
});

describe('a definition', () => {
  it('is given back as it is', () => {
    const create = (): never => {
      throw new Error('not asked for');
    };
    const base = { name: 'mine', description: 'mine', settings: z.object({}), create };
    const provider = { ...base, kind: 'provider' } as const;
    const detector = { ...base, kind: 'detector' } as const;
    const format = { ...base, kind: 'format' } as const;
    const check = { ...base, kind: 'check' } as const;
    const memory = { ...base, kind: 'memory' } as const;
    expect(defineProvider(provider)).toBe(provider);
    expect(defineDetector(detector)).toBe(detector);
    expect(defineFormat(format)).toBe(format);
    expect(defineCheck(check)).toBe(check);
    expect(defineMemory(memory)).toBe(memory);
  });
});
