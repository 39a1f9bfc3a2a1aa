import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { TranslateRequest } from '../model/contracts.js';
import { PROVIDER_ROWS } from './provider-rows.js';
import {
  carried,
  expectCode,
  expectPaired,
  failure,
  live,
  offline,
  type ProviderPromise,
  refuse,
  requestOf,
  SENTENCES,
  served,
  translate,
} from './provider-stage.js';
import { type Dialect, type Mood, TranslationService } from './service.js';
import { within } from './suite.js';

export type { ProviderCandidate, ProviderPromise, Stage } from './provider-stage.js';

/** What every `Provider` promises, tried on an adapter that is pointed at a service with moods. */

/** Every promise of a `Provider`. */
export const PROVIDER_PROMISES: readonly ProviderPromise[] = [
  offline('capabilities are well formed', async ({ provider }) => {
    const { maxUnits, maxCharacters, maxUnitCharacters, placeholders } = provider.capabilities;
    for (const limit of [maxUnits, maxCharacters, maxUnitCharacters]) {
      assert.equal(Number.isInteger(limit) && limit > 0, true);
    }
    assert.ok(maxUnitCharacters <= maxCharacters);
    assert.ok(['xml', 'token', 'split'].includes(placeholders));
    assert.match(provider.name, /^[a-z][a-z\d-]*$/);
    assert.equal(provider.identity.startsWith(provider.name), true);
  }),
  offline('every id comes back once, in the order sent', async (stage) => {
    const request = requestOf(stage, SENTENCES.slice(0, stage.provider.capabilities.maxUnits));
    expectPaired(request, (await stage.provider.translate(request)).units);
  }),
  served('every answer belongs to its id', async (stage) => {
    const answers = await translate(stage, SENTENCES);
    assert.deepEqual(
      answers.map(({ text }) => text.replace(/^[\w-]+: /, '')),
      SENTENCES,
    );
  }),
  offline('empty and blank texts come back as they are', async (stage) => {
    const blanks = ['', ' ', '\n\t\u00a0'];
    const answers = await translate(stage, [...blanks, SENTENCES[0] ?? '']);
    assert.deepEqual(
      answers.slice(0, 3).map(({ text }) => text),
      blanks,
    );
    assert.notEqual(answers[3]?.text, '');
  }),
  served('blank texts never reach the service', async (stage) => {
    assert.deepEqual(await translate(stage, []), []);
    await translate(stage, ['', ' ']);
    assert.deepEqual(stage.service.received, []);
  }),
  served('any character survives both ways', async (stage) => {
    const text = 'Київ 🇺🇦 👩‍👩‍👧 и\u0306 e\u0301 שלום \u00ab„“\u00bb \u2028 a\u00a0b 中文 \ud83d\ude00';
    const [answer] = await translate(stage, [text]);
    assert.deepEqual(stage.service.asked[0]?.texts, [text]);
    assert.equal(answer?.text.endsWith(text), true);
  }),
  served('markup characters are not touched', async (stage) => {
    const text = carried(stage.provider, 'Рік & день < ніч > "ранок" \'тиша\' {"a": [1]} \\ % + &amp; #');
    const [answer] = await translate(stage, [text]);
    assert.deepEqual(stage.service.asked[0]?.texts, [text]);
    assert.equal(answer?.text.endsWith(text), true);
  }),
  served('the source is always named', async (stage) => {
    await stage.provider.supports(stage.candidate.pair.source, stage.candidate.pair.target);
    await translate(stage, SENTENCES);
    const { sourceOnTheWire, pair } = stage.candidate;
    for (const { source } of stage.service.asked)
      assert.equal(source.toLowerCase(), sourceOnTheWire ?? pair.source);
  }),
  served('a request of the largest size is one batch', async (stage) => {
    const { maxUnits, maxCharacters, maxUnitCharacters } = stage.provider.capabilities;
    const many = Array.from({ length: maxUnits }, (_, index) => `Рядок ${index}`);
    assert.equal((await translate(stage, many)).length, maxUnits);
    const share = Math.min(maxUnitCharacters, Math.floor(maxCharacters / maxUnits));
    const large = Array.from({ length: maxUnits }, () => 'ї'.repeat(share));
    assert.equal((await translate(stage, large)).length, maxUnits);
    assert.equal((await translate(stage, ['ї'.repeat(maxUnitCharacters)])).length, 1);
  }),
  offline('a pair nobody has is refused', async (stage) => {
    const { source, target } = stage.candidate.pair;
    for (const [from, into] of [
      ['und', target],
      [source, 'zxx'],
      [source, source],
    ] as const) {
      assert.equal(await stage.provider.supports(from, into), false);
      const request = { source: from, target: into, units: [{ id: '1', text: 'Рядок' }], signal: live() };
      await assert.rejects(stage.provider.translate(request), {
        code: 'UNSUPPORTED_PAIR',
      });
    }
  }),
  served('a pair nobody has needs no network', async (stage) => {
    const request = { source: 'und', target: 'en', units: [{ id: '1', text: 'Рядок' }], signal: live() };
    await stage.provider.supports('und', 'en');
    await stage.provider.translate(request).catch(() => {});
    assert.deepEqual(stage.service.received, []);
  }),
  offline('a pair it has is supported', async (stage) => {
    const { source, target } = stage.candidate.pair;
    assert.equal(await stage.provider.supports(source, target, { signal: live() }), true);
  }),
  served('what the service said about pairs is remembered', async (stage) => {
    const { source, target } = stage.candidate.pair;
    await stage.provider.supports(source, target);
    const asked = stage.service.received.length;
    await stage.provider.supports(source, target);
    assert.equal(stage.service.received.length, asked);
  }),
  served('400 is REJECTED', async (stage) => {
    assert.equal((await expectCode(stage, refuse(400), 'REJECTED')).status, 400);
  }),
  served('401 and 403 are AUTH', async (stage) => {
    await expectCode(stage, refuse(401), 'AUTH');
    assert.notEqual((await expectCode(stage, refuse(403), 'AUTH')).hint, undefined);
  }),
  served('404 names the address', async (stage) => {
    const error = await expectCode(stage, refuse(404), 'BAD_RESPONSE');
    assert.ok(`${error.message} ${error.hint}`.includes(new URL(stage.service.url).host));
  }),
  served('413 is TOO_LARGE', async (stage) => {
    assert.equal((await expectCode(stage, refuse(413), 'TOO_LARGE')).divisible, true);
  }),
  served('429 carries the wait in seconds', async (stage) => {
    const error = await expectCode(stage, refuse(429, { 'retry-after': '7' }), 'RATE_LIMIT');
    assert.equal(error.retryAfterMs, 7000);
  }),
  served('429 carries the wait until a date', async (stage) => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const error = await expectCode(stage, refuse(429, { 'retry-after': date }), 'RATE_LIMIT');
    const { retryAfterMs = 0 } = error;
    assert.ok(retryAfterMs > 3_500_000 && retryAfterMs <= 3_600_000);
  }),
  served('429 without a wait names none', async (stage) => {
    assert.equal((await expectCode(stage, refuse(429), 'RATE_LIMIT')).retryAfterMs, undefined);
  }),
  served('456 is QUOTA', async (stage) => {
    assert.equal((await expectCode(stage, refuse(456), 'QUOTA')).retryable, false);
  }),
  served('408 and 5xx are UNAVAILABLE', async (stage) => {
    for (const status of [408, 500, 502, 503, 504]) {
      assert.equal((await expectCode(stage, refuse(status), 'UNAVAILABLE')).retryable, true);
    }
  }),
  served('a broken connection is UNAVAILABLE', async (stage) => {
    await expectCode(stage, { kind: 'reset' }, 'UNAVAILABLE');
  }),
  served('a service that is not there is UNAVAILABLE', async (stage) => {
    await stage.service.close();
    await expectCode(stage, { kind: 'healthy' }, 'UNAVAILABLE');
  }),
  served('an answer cut short is no answer', async (stage) => {
    await expectCode(stage, { kind: 'truncate' }, 'UNAVAILABLE', 'BAD_RESPONSE');
  }),
  served('an endless answer is cut off', async (stage) => {
    await expectCode(stage, { kind: 'endless' }, 'BAD_RESPONSE');
  }),
  served('a web page is BAD_RESPONSE', async (stage) => {
    await expectCode(
      stage,
      { kind: 'say', body: '<!DOCTYPE html><html><body>Welcome</body></html>', type: 'text/html' },
      'BAD_RESPONSE',
    );
    await expectCode(stage, { kind: 'say', body: '<html>', type: 'application/json' }, 'BAD_RESPONSE');
  }),
  served('malformed JSON is BAD_RESPONSE', async (stage) => {
    for (const body of ['', '{"translatedText": "Рядок', 'null', '[]', '{}', '42', '"так"']) {
      await expectCode(stage, { kind: 'say', body }, 'BAD_RESPONSE');
    }
  }),
  served('texts that are none are BAD_RESPONSE', async (stage) => {
    const change = (texts: readonly string[]): readonly string[] => texts.map(() => 5 as unknown as string);
    await expectCode(stage, { kind: 'texts', change }, 'BAD_RESPONSE');
  }),
  served('too few answers are BAD_RESPONSE', async (stage) => {
    await expectCode(stage, { kind: 'texts', change: (texts) => texts.slice(1) }, 'BAD_RESPONSE');
    await expectCode(stage, { kind: 'texts', change: () => [] }, 'BAD_RESPONSE');
  }),
  served('too many answers are BAD_RESPONSE', async (stage) => {
    await expectCode(stage, { kind: 'texts', change: (texts) => [...texts, 'ще один'] }, 'BAD_RESPONSE');
  }),
  served('a redirect to another host is not followed', async (stage) => {
    const elsewhere = await TranslationService.open(stage.candidate.dialect as Dialect);
    try {
      for (const status of [301, 307, 308]) {
        const location = `${elsewhere.url}/translate`;
        await expectCode(stage, refuse(status, { location }), 'BAD_RESPONSE');
      }
      assert.deepEqual(elsewhere.received, []);
    } finally {
      await elsewhere.close();
    }
  }),
  served('nothing is tried again', async (stage) => {
    await failure(stage, refuse(503), SENTENCES.slice(0, 1));
    await failure(stage, refuse(429, { 'retry-after': '0' }), SENTENCES.slice(0, 1));
    assert.equal(stage.service.asked.length, 2);
  }),
  served('after a failure the next request is served', async (stage) => {
    await failure(stage, refuse(500));
    stage.service.mood = { kind: 'healthy' };
    assert.equal((await translate(stage, SENTENCES)).length, SENTENCES.length);
  }),
  offline('stopped before it began is ABORTED', async (stage) => {
    const request = requestOf(stage, SENTENCES.slice(0, 1));
    await assert.rejects(stage.provider.translate({ ...request, signal: AbortSignal.abort() }), {
      code: 'ABORTED',
    });
  }),
  served('stopped before it began sends nothing', async (stage) => {
    await stage.provider
      .translate({ ...requestOf(stage, SENTENCES), signal: AbortSignal.abort() })
      .catch(() => {});
    assert.deepEqual(stage.service.received, []);
  }),
  served('stopped on the way is ABORTED at once and hangs up', async (stage) => {
    const { service, provider } = stage;
    service.mood = { kind: 'silent' };
    const controller = new AbortController();
    const asked = new Promise<void>((resolve) => {
      service.onAsked = resolve;
    });
    const hungUp = new Promise<void>((resolve) => {
      service.onHangUp = resolve;
    });
    const work = provider.translate({
      ...requestOf(stage, SENTENCES.slice(0, 1)),
      signal: controller.signal,
    });
    work.catch(() => {});
    await asked;
    controller.abort();
    await assert.rejects(within(work), { code: 'ABORTED' });
    await within(hungUp);
  }),
  served('the key is in no error and no identity', async (stage) => {
    const { secret = '' } = stage.candidate;
    assert.notEqual(secret, '');
    const message = `bad key ${secret} and ${encodeURIComponent(secret)}`;
    const moods: Mood[] = [400, 401, 403, 404, 413, 429, 456, 500, 301].map((status) => ({
      kind: 'refuse',
      status,
      message,
    }));
    for (const mood of [
      ...moods,
      { kind: 'reset' } as const,
      { kind: 'say', body: `<html>${secret}` } as const,
      { kind: 'say', body: secret } as const,
    ]) {
      const error = await failure(stage, mood);
      const everything = `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${error.stack}`;
      assert.ok(!everything.includes(secret));
    }
    assert.ok(!stage.provider.identity.includes(secret));
  }),
  offline('ten requests at once do not mix', async (stage) => {
    const requests = Array.from(
      { length: 10 },
      (_, index): TranslateRequest => ({
        ...stage.candidate.pair,
        units: [{ id: `${index}`, text: `Рядок ${index} із десяти` }],
        signal: live(),
      }),
    );
    const answers = await Promise.all(requests.map((request) => stage.provider.translate(request)));
    for (const [index, { units }] of answers.entries()) {
      const [answer] = units;
      assert.equal(answer?.id, `${index}`);
      assert.ok(answer?.text.includes(`${index}`));
    }
  }),
  offline('the request is left alone', async (stage) => {
    const request = requestOf(stage, ['', ...SENTENCES]);
    for (const unit of request.units) Object.freeze(unit);
    Object.freeze(request.units);
    Object.freeze(request);
    assert.equal((await stage.provider.translate(request)).units.length, SENTENCES.length + 1);
  }),
  offline('what says it is deterministic answers the same twice', async (stage) => {
    if (!stage.provider.capabilities.deterministic) return;
    assert.deepEqual(await translate(stage, SENTENCES), await translate(stage, SENTENCES));
  }),
  offline('closing twice is fine', async ({ provider }) => {
    await provider.close?.();
    await provider.close?.();
  }),
  ...PROVIDER_ROWS,
];
