import { createHmac } from 'node:crypto';
import { TovmachError } from '../errors.js';
import { messages, reasonOf } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import type { CliContext } from './context.js';

/** `run --notify <url>`: the summary of a run, posted where somebody waits for it. */

const say = messages('cli', {
  notifyNoUrl: '--notify takes an http or https address',
  notifyForExample: 'For example: --notify https://cms.example.org/hooks/tovmach',
  notifyFailed: '{{host}} did not take the notice of this run ({{reason}})',
  notifyUnsigned: 'the notice is not signed: TOVMACH_NOTIFY_SECRET is not set',
});

const TIMEOUT_MS = 10_000;
/** Waits before the second and the third try, in milliseconds. */
const WAITS_MS = [500, 2000];
/** Where the signature stands: `sha256=` and the HMAC of the body in hex. */
const SIGNATURE = 'x-tovmach-signature';

/** @throws TovmachError USAGE */
export function notifyAddress(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new TovmachError('USAGE', say.notifyNoUrl(), { hint: say.notifyForExample() });
}

/**
 * Posts an event as JSON, signed with TOVMACH_NOTIFY_SECRET if that is set; three tries. What could not be delivered is said: the address may hold a key and
 * is shown by its host alone.
 * @returns whether it was taken
 */
export async function notify(url: URL, event: object, context: CliContext): Promise<boolean> {
  const body = JSON.stringify(event);
  const secret = context.env.TOVMACH_NOTIFY_SECRET;
  if (!secret) context.error(context.t('notice', { message: context.say(say.notifyUnsigned()) }));
  const headers = {
    'content-type': 'application/json',
    ...onlyDefined({
      [SIGNATURE]: secret ? `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` : undefined,
    }),
  };
  let reason: ReturnType<typeof reasonOf> | string = '';
  for (const wait of [0, ...WAITS_MS]) {
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return true;
      reason = String(response.status);
      // It was understood and is not wanted.
      if (response.status < 500 && response.status !== 429) break;
    } catch (error) {
      reason = reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
    }
  }
  context.error(context.t('notice', { message: context.say(say.notifyFailed({ host: url.host, reason })) }));
  return false;
}
