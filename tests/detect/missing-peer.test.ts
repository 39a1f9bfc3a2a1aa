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
});
