import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApertium } from '../../src/providers/apertium.js';
import { type ApertiumServer, apertiumMissing, startApertium } from '../support/apertium-server.js';

const missing = apertiumMissing();
const signal = new AbortController().signal;

describe.skipIf(missing !== undefined)(
  missing === undefined ? 'the real Apertium of Debian' : `the real Apertium: skipped, ${missing}`,
  () => {
    let server: ApertiumServer;
    beforeAll(async () => {
      server = await startApertium();
    });
    afterAll(() => server?.close());

    it('says which pairs it has', async () => {
      const provider = createApertium({ url: server.url });
      expect(await provider.supports('en', 'es')).toBe(true);
      expect(await provider.supports('es', 'en-US')).toBe(true);
      expect(await provider.supports('en', 'uk')).toBe(false);
    });

    it('translates a batch, each text under its id', async () => {
      const provider = createApertium({ url: server.url });
      const units = [
        { id: 'a', text: 'The house is red.' },
        { id: 'b', text: 'The president visited [1] the city.\nThe market is open.' },
        { id: 'c', text: 'A & B < C > D “yes”.' },
      ];
      const { units: answers } = await provider.translate({ source: 'en', target: 'es', units, signal });
      expect(answers.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      expect(answers[0]?.text).toBe('La casa es roja.');
      expect(answers[1]?.text).toMatch(/presidente.*\[1\].*ciudad\.\n\S/s);
      expect(answers[2]?.text).toMatch(/&.*<.*>/);
    });

    it('works without having been asked for its pairs', async () => {
      const units = [{ id: 'a', text: 'La casa es roja.' }];
      const { units: answers } = await createApertium({ url: server.url }).translate({
        source: 'es',
        target: 'en',
        units,
        signal,
      });
      expect(answers[0]?.text).toBe('The house is red.');
    });

    it('refuses a pair it has not', async () => {
      const units = [{ id: 'a', text: 'The house is red.' }];
      const work = createApertium({ url: server.url }).translate({
        source: 'en',
        target: 'de',
        units,
        signal,
      });
      await expect(work).rejects.toMatchObject({ code: 'UNSUPPORTED_PAIR', provider: 'apertium' });
    });
  },
);
