import { describe, expect, it } from 'vitest';
import { libreTranslate } from '../../providers/candidates.js';
import { type Candidate, providerCases, tryCase } from '../provider.js';
import { DEFECTS } from './defects.js';

const secret = libreTranslate.secret ?? '';

describe('the suite for providers', () => {
  for (const { fault, caughtBy, spoil } of DEFECTS) {
    it(`catches an adapter that ${fault}`, async () => {
      const candidate: Candidate = {
        ...libreTranslate,
        create: (url) => spoil(libreTranslate.create(url), { secret, url }),
      };
      const intended = providerCases.find(({ promise }) => promise === caughtBy);
      if (intended === undefined) throw new Error(`no promise "${caughtBy}"`);
      const outcome = await tryCase(candidate, intended).then(
        () => 'kept',
        () => 'broken',
      );
      expect(outcome).toBe('broken');
    });
  }

  it('has a broken adapter for every promise', () => {
    const caught = new Set(DEFECTS.map(({ caughtBy }) => caughtBy));
    expect(providerCases.map(({ promise }) => promise).filter((promise) => !caught.has(promise))).toEqual([]);
  });
});
