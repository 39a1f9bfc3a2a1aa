import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/errors.js';
import { createTranslator, type TranslatorOptions } from '../../src/translate/translate.js';
import { fakeClock } from '../support/fake-clock.js';
import { type FakeProvider, fakeProvider } from '../support/fake-provider.js';
import { listMemory, unit } from './parts.js';

const { signal } = new AbortController();
const HEADLINE = unit('Bridge opens', { role: 'title' });
const BODY = unit('The bridge was opened on Monday.');

type Route = NonNullable<TranslatorOptions['routes']>[number];

/** Who is asked for a text where nobody translates it, in order. */
async function asked(routes: readonly Route[], text = HEADLINE): Promise<string[]> {
  const names: string[] = [];
  const refusing = (name: string): FakeProvider =>
    fakeProvider({
      name,
      react: () => {
        names.push(name);
        throw new ProviderError(name, 'AUTH', 'no');
      },
    });
  const chain = [
    { provider: refusing('deepl') },
    { provider: refusing('local') },
    { provider: refusing('chat'), reserved: true },
  ];
  await createTranslator({ chain, routes, clock: fakeClock() }).translate([text], { signal });
  return names;
}
const ROUTED = ['chat', 'local', 'deepl'];
const UNROUTED = ['deepl', 'local'];

describe('a route', () => {
  it.each<[string, Omit<Route, 'provider'>, string[]]>([
    ['without conditions fits every text', {}, ROUTED],
    ['fits a role', { roles: ['title', 'heading'] }, ROUTED],
    ['leaves another role', { roles: ['paragraph'] }, UNROUTED],
    ['fits a pair', { pairs: [{ source: 'en', target: 'uk' }] }, ROUTED],
    ['fits any source', { pairs: [{ source: '*', target: 'uk' }] }, ROUTED],
    ['fits a region of its language', { pairs: [{ source: 'en-GB', target: '*' }] }, ROUTED],
    ['leaves another pair', { pairs: [{ source: 'uk', target: 'en' }] }, UNROUTED],
    ['fits a length to the letter', { minCharacters: 12, maxCharacters: 12 }, ROUTED],
    ['leaves what is too long', { maxCharacters: 11 }, UNROUTED],
    ['leaves what is too short', { minCharacters: 13 }, UNROUTED],
    ['wants all of its conditions', { roles: ['title'], maxCharacters: 3 }, UNROUTED],
  ])('%s', async (_, route, expected) => {
    expect(await asked([{ ...route, provider: ['chat', 'local'] }])).toEqual(expected);
  });

  it('is passed over for one before it that fits', async () => {
    const routes = [{ roles: ['title' as const], provider: ['local'] }, { provider: ['chat'] }];
    expect((await asked(routes))[0]).toBe('local');
    expect((await asked(routes, BODY))[0]).toBe('chat');
  });
});

const ROUTES: readonly Route[] = [{ roles: ['title'], provider: ['chat'] }];

function routed(local: FakeProvider, special: FakeProvider, options: Partial<TranslatorOptions> = {}) {
  return createTranslator({
    chain: [{ provider: local }, { provider: special, reserved: true }],
    routes: ROUTES,
    clock: fakeClock({ autoAdvanceUpTo: 30_000 }),
    ...options,
  });
}

const down = (name: string): FakeProvider =>
  fakeProvider({
    name,
    react: () => {
      throw new ProviderError(name, 'AUTH', 'no');
    },
  });

describe('texts', () => {
  it('go to the provider of their route, the others to nobody whom only routes name', async () => {
    const [local, special] = [fakeProvider({ name: 'local' }), fakeProvider({ name: 'chat' })];
    await routed(local, special).translate([HEADLINE, BODY], { signal });
    expect(special.sent).toEqual([HEADLINE.text]);
    expect(local.sent).toEqual([BODY.text]);
  });

  it('go to the others where their route fails; the others do not go over it where the others fail', async () => {
    const [local, special] = [fakeProvider({ name: 'local' }), down('chat')];
    const found = await routed(local, special).translate([HEADLINE], { signal });
    expect(found.get(HEADLINE.key)).toMatchObject({ status: 'translated', origin: { provider: 'local' } });
    const [broken, idle] = [down('local'), fakeProvider({ name: 'chat' })];
    const failed = await routed(broken, idle).translate([BODY], { signal });
    expect(failed.get(BODY.key)).toMatchObject({ status: 'failed', failure: { code: 'AUTH' } });
    expect(idle.sent).toEqual([]);
  });

  it('are asked of a new route though another machine translated them before, and of it once', async () => {
    const memory = listMemory();
    const [local, special] = [fakeProvider({ name: 'local' }), fakeProvider({ name: 'chat' })];
    const plain = createTranslator({ chain: [{ provider: local }], memory });
    await plain.translate([HEADLINE, BODY], { signal });
    for (const anyMachine of [true, false, true])
      await routed(local, special, { memory, anyMachine }).translate([HEADLINE, BODY], { signal });
    expect(local.sent).toEqual([HEADLINE.text, BODY.text]);
    expect(special.sent).toEqual([HEADLINE.text]);
  });

  it('are not asked of a substitute again that has translated them', async () => {
    const memory = listMemory();
    const local = fakeProvider({ name: 'local' });
    for (let run = 0; run < 2; run += 1)
      await routed(local, down('chat'), { memory }).translate([HEADLINE], { signal });
    expect(local.sent).toEqual([HEADLINE.text]);
  });
});
