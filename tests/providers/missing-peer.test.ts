import { describe, expect, it, vi } from 'vitest';
import { createDeepl } from '../../src/providers/deepl.js';
import { createOpenAi } from '../../src/providers/openai.js';

const absent = vi.hoisted(() => (): never => {
  throw new Error('Cannot find package');
});
vi.mock('deepl-node', absent);
vi.mock('openai', absent);

describe('a library that is not installed', () => {
  const { signal } = new AbortController();
  const request = { source: 'uk', target: 'en', units: [{ id: 'a', text: 'Рядок' }], signal };

  it.each([
    [createDeepl({ apiKey: 'k', serverUrl: 'http://127.0.0.1:1' }), 'Run: npm install deepl-node'],
    [createOpenAi({ model: 'm', apiKey: 'k', baseUrl: 'http://127.0.0.1:1/v1' }), 'Run: npm install openai'],
  ])('is named with its remedy', async (provider, hint) => {
    const expected = { code: 'MISSING_DEPENDENCY', provider: provider.name, hint };
    await expect(provider.translate(request)).rejects.toMatchObject(expected);
  });

  it('is not missed where nothing is to be translated', async () => {
    const blank = { ...request, units: [{ id: 'a', text: ' ' }] };
    expect(await createDeepl({ apiKey: 'k' }).translate(blank)).toEqual({ units: [{ id: 'a', text: ' ' }] });
  });
});
