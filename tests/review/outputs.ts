import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTexts } from '../../src/i18n.js';
import { createTovmach, type Tovmach } from '../../src/index.js';
import { type ReviewOptions, type ReviewServer, serveReview } from '../../src/review/server.js';

/** An output folder to look at: the seeds, and articles of a test's own. */

export interface Outputs {
  readonly folder: string;
  readonly tovmach: Tovmach;
}

/** Runs over the seeds and some files more. @param files by name */
export async function makeOutputs(
  files: Readonly<Record<string, string>> = {},
  config: Parameters<typeof createTovmach>[0] = {},
): Promise<Outputs> {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-review-'));
  cpSync('seeds', join(folder, 'seeds'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'seeds', name), text);
  const tovmach = await openOutputs(folder, config);
  await tovmach.run(['seeds']);
  return { folder, tovmach };
}

export function openOutputs(
  folder: string,
  config: Parameters<typeof createTovmach>[0] = {},
): Promise<Tovmach> {
  return createTovmach({
    cwd: folder,
    ...config,
    config: { targets: ['en', 'uk'], out: 'out', ...config?.config },
  });
}

const texts = createTexts();

export function serve(tovmach: Tovmach, options: Partial<ReviewOptions> = {}): Promise<ReviewServer> {
  return serveReview({
    tovmach,
    port: 0,
    readOnly: false,
    reviewer: 'Olha',
    languages: texts.languages,
    language: 'en',
    sayIn: (language) => texts.messages(language),
    ...options,
  });
}
