import { z } from 'zod';

/** A translator that ends its process when it meets one word, as a fault in a library would. */
export default {
  kind: 'provider',
  name: 'killing',
  description: 'ends the process over one text',
  isLocal: true,
  settings: z.strictObject({}),
  create: () => ({
    name: 'killing',
    identity: 'killing',
    capabilities: { maxUnits: 10, maxUnitCharacters: 5_000, context: false, maxCharacters: 10_000, placeholders: 'token', remote: false, deterministic: true },
    supports: async () => true,
    async translate({ units }) {
      if (units.some(({ text }) => text.includes('отруту'))) process.kill(process.pid, 'SIGKILL');
      return { units: units.map(({ id, text }) => ({ id, text: `In English: ${text.length} signs of the council.` })) };
    },
  }),
};
