import { type Job, withJob } from '../../setup/job.js';
import type { Setup } from '../../setup/setup.js';
import { pricePerMillionCharacters } from '../../translate/price.js';

/** What engines cost, one by one. */

/** The same setup with one engine and no other. */
export const withOnly = (setup: Setup, name: string): Setup => ({
  ...setup,
  config: { ...setup.config, provider: [name] },
});

/** What a million characters cost with the one engine of a job. @throws TovmachError when it cannot be made */
export async function priceOf(job: Job): Promise<number | undefined> {
  const [link] = await job.openProviders();
  return pricePerMillionCharacters(link?.tariff);
}

/** What a million characters cost with an engine, by its name, asked once; absent where nobody knows. */
export function pricesOf(setup: Setup): (engine: string) => Promise<number | undefined> {
  const known = new Map<string, Promise<number | undefined>>();
  return (name) => {
    const found =
      known.get(name) ?? withJob(withOnly(setup, name), { create: false }, priceOf).catch(() => undefined);
    known.set(name, found);
    return found;
  };
}
