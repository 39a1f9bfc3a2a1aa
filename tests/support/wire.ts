import { readFileSync } from 'node:fs';
import { HttpResponse, http } from 'msw';
import type { SetupServer } from 'msw/node';
import { z } from 'zod';

/**
 * Answers of translation services as they come over the wire, from `tests/fixtures/providers/<service>/`, and
 * their playback. They are written after the services' documentation, trimmed, and hold no key: `{{key}}` is
 * where a service repeats the caller's.
 */
const answerShape = z.strictObject({
  /** What the answer is an example of. */
  case: z.string().optional(),
  /** Given only to a request with this in its address or body. */
  when: z.string().optional(),
  status: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  /** JSON, or a string that is sent as it stands. */
  body: z.unknown(),
  /** What the adapter is to make of it. */
  error: z.record(z.string(), z.unknown()).optional(),
  code: z.string().default('BAD_RESPONSE'),
  /** How often the adapter asks until it believes it. */
  requests: z.number().default(1),
});

export type WireAnswer = z.infer<typeof answerShape>;

/** A request as it was sent. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | null;
  readonly body: string;
}

export function wireAnswers(service: string, name: string): WireAnswer[] {
  const file = new URL(`../fixtures/providers/${service}/${name}.json`, import.meta.url);
  return z.array(answerShape).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * Plays answers at one address, each once, in their order.
 * @returns the requests, filled as they are sent
 */
export function play(
  server: SetupServer,
  method: 'get' | 'post',
  address: string,
  answers: readonly WireAnswer[],
  key: string,
): readonly Sent[] {
  const sent: Sent[] = [];
  const left = [...answers];
  server.use(
    http[method](address, async ({ request }) => {
      const { url, headers } = request;
      const body = await request.text();
      sent.push({ method: request.method, url, authorization: headers.get('authorization'), body });
      const said = `${url} ${decodeURIComponent(body.replaceAll('+', ' '))}`;
      const index = left.findIndex(({ when = '' }) => said.includes(when));
      const [answer] = index < 0 ? [] : left.splice(index, 1);
      if (answer === undefined) return HttpResponse.error();
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      return new HttpResponse(text.replaceAll('{{key}}', key), {
        status: answer.status,
        headers: { 'content-type': 'application/json', ...answer.headers },
      });
    }),
  );
  return sent;
}
