import { expect } from 'vitest';

/**
 * Compares what comes out with what was looked at and kept, line by line, so that any change of behaviour is seen and
 * judged: `npm run vitest -- <test> -u` keeps what comes out now.
 * @param file relative to the test
 */
export async function approved(file: string, lines: readonly string[]): Promise<void> {
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(file);
}
