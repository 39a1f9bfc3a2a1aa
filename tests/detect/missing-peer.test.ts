import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { createTovmach } from '../../src/index.js';

const absent = vi.hoisted(() => (): never => {
  throw new Error('Cannot find package');
});
vi.mock('eld', absent);

describe('what a plain installation has not', () => {
  it('is named with its remedy when a second opinion is asked of it', async () => {
    const opened = createTovmach({ config: { detection: { secondOpinion: 'eld' } } }).then((tovmach) =>
      tovmach.detectText('Рада ухвалила бюджет.'),
    );
    await expect(opened).rejects.toMatchObject({
      code: 'MISSING_DEPENDENCY',
      hint: 'Install it: npm install eld',
    });
  });

  it('is the model a second time, as types', () => {
    const folder = new URL('../../dist/language/data/', import.meta.url);
    const declared = readdirSync(folder).filter((name) => name.endsWith('.d.ts'));
    expect(declared).not.toEqual([]);
    for (const name of declared) expect(statSync(new URL(name, folder)).size, name).toBeLessThan(1_000);
  });
});
