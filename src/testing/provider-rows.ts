import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { ProviderError } from '../errors.js';
import {
  expectCode,
  failure,
  live,
  offline,
  type ProviderPromise,
  refuse,
  SENTENCES,
  type Stage,
  served,
  translate,
} from './provider-stage.js';
import type { Mood } from './service.js';

/** What was promised after services had been met that behave oddly: keys in pieces, odd waits, refusals that say 200. */

/** Shortest stretch of a secret that gives something of it away. */
const TELLING = 8;
/** Escapes, bells, line breaks, directions: what makes a terminal or a log of CI do things. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const STEERS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function everythingOf(error: ProviderError): string {
  return `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${error.stack}`;
}

/** The same adapter at an address of its service that is written otherwise. */
async function elsewhere<T>(stage: Stage, url: string, work: (stage: Stage) => Promise<T>): Promise<T> {
  const provider = stage.candidate.create(url);
  const { candidate, service } = stage;
  try {
    return await work({ candidate, provider, service });
  } finally {
    await provider.close?.();
  }
}

const thorough = (promise: string, keeps: ProviderPromise['keeps']): ProviderPromise => ({
  ...served(promise, keeps),
  thorough: true,
});

/** Promises about odd services. */
export const PROVIDER_ROWS: readonly ProviderPromise[] = [
  served('no stretch of the key is in an error', async (stage) => {
    const { secret = '' } = stage.candidate;
    const parts = [secret.slice(0, -1), secret.slice(1), Buffer.from(secret).toString('base64')];
    const telling = parts.filter((part) => part.length >= TELLING);
    for (const [index, part] of telling.entries()) {
      for (const status of [400, 401, 500]) {
        const error = await failure(stage, { kind: 'refuse', status, message: `no "${part}" (${index})` });
        const shown = everythingOf(error);
        for (let at = 0; at + TELLING <= part.length; at += 1)
          assert.ok(!shown.includes(part.slice(at, at + TELLING)));
      }
    }
  }),
  served('a password in the address is in no error', async (stage) => {
    const { service } = stage;
    const url = service.url.replace('http://', 'http://desk:pa55word-of-the-gate@');
    await elsewhere(stage, url, async (other) => {
      for (const status of [401, 404, 500]) {
        service.mood = { kind: 'refuse', status, message: 'no "pa55word-of-the-gate"' };
        const outcome: unknown = await translate(other, SENTENCES.slice(0, 1)).catch(
          (error: unknown) => error,
        );
        const shown = `${inspect(outcome, { depth: 20, showHidden: true })} ${JSON.stringify(outcome)}`;
        assert.ok(!shown.includes('pa55word'), shown);
      }
      assert.ok(!other.provider.identity.includes('pa55word'));
    });
  }),
  served('an answer that grows when it is unpacked is cut off', async (stage) => {
    await expectCode(stage, { kind: 'inflate' }, 'BAD_RESPONSE');
  }),
  served('a wait of nothing, or into the past, is none', async (stage) => {
    for (const wait of ['0', '-5', new Date(0).toUTCString(), '', 'soon']) {
      const { retryAfterMs = 0 } = await expectCode(
        stage,
        refuse(429, { 'retry-after': wait }),
        'RATE_LIMIT',
      );
      assert.equal(retryAfterMs, 0, `Retry-After: ${wait}`);
    }
  }),
  served('a refusal with status 200 is no translation', async (stage) => {
    const { dialect } = stage.candidate;
    const own = JSON.stringify(dialect?.refusal('not today'));
    for (const body of [own, '{"error":{"message":"not today","code":500}}', '{"error":"not today"}'])
      await expectCode(stage, { kind: 'say', body }, 'REJECTED', 'BAD_RESPONSE', 'UNAVAILABLE', 'RATE_LIMIT');
  }),
  served('a refusal does not change the next request', async (stage) => {
    const { service } = stage;
    const bodies = (): string[] => service.received.filter(({ body }) => body !== '').map(({ body }) => body);
    await translate(stage, SENTENCES.slice(0, 1));
    const before = bodies().at(-1);
    for (const status of [400, 413, 429, 500]) {
      await failure(stage, refuse(status), SENTENCES.slice(0, 1));
      service.mood = { kind: 'healthy' };
      await translate(stage, SENTENCES.slice(0, 1));
      assert.equal(bodies().at(-1), before, `after ${status}`);
    }
  }),
  served('one call is one request', async (stage) => {
    const { service, provider } = stage;
    const most = Math.min(SENTENCES.length, provider.capabilities.maxUnits);
    await translate(stage, SENTENCES.slice(0, most));
    assert.equal(service.asked.length, 1);
    for (const mood of [refuse(400), { kind: 'say', body: '{}' }, { kind: 'reset' }] as Mood[]) {
      const asked: number = service.asked.length;
      await failure(stage, mood, SENTENCES.slice(0, most));
      assert.equal(service.asked.length, asked + 1, inspect(mood));
    }
  }),
  served('making it asks nobody', async ({ candidate, service }) => {
    await candidate.create(service.url).close?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(service.received, []);
  }),
  served('nothing in an error steers a terminal', async (stage) => {
    for (const status of [400, 401, 404, 429, 500]) {
      const message = 'red\u001b[31m bell\u0007 back\u202e\n::error::boo';
      const error = await failure(stage, { kind: 'refuse', status, message });
      assert.doesNotMatch(`${error.message}${error.hint ?? ''}`, STEERS);
    }
  }),
  offline('what is left of an account is said in whole numbers', async ({ provider }) => {
    const standing = (await provider.standing?.({ signal: live() }).catch(() => undefined)) ?? {};
    const { charactersLeft = 0, charactersLimit = charactersLeft, maxCharacters = 1 } = standing;
    for (const number of [charactersLeft, charactersLimit, maxCharacters])
      assert.ok(Number.isInteger(number) && number >= 0);
    assert.ok(charactersLeft <= charactersLimit && maxCharacters > 0);
  }),
  thorough('a wait is read in the words of the service', async (stage) => {
    for (const [headers, message, wait] of [
      [{ 'retry-after-ms': '2500' }, 'busy', 2500],
      [{}, 'Slowdown: 30 per 1 minute', 60_000],
      [{}, 'Please try again in 6s', 6000],
    ] as const) {
      const mood: Mood = { kind: 'refuse', status: 429, headers, message };
      assert.equal((await expectCode(stage, mood, 'RATE_LIMIT')).retryAfterMs, wait, message);
    }
  }),
  thorough('TLS to what speaks none is for a person to mend', async (stage) => {
    const url = stage.service.url.replace('http:', 'https:');
    const error = await elsewhere(stage, url, (other) => failure(other, { kind: 'healthy' }));
    assert.equal(error.code, 'CONFIG');
    assert.notEqual(error.hint, undefined);
  }),
];
