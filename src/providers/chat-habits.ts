import { hintOf, ProviderError } from '../errors.js';
import type { TranslateRequest } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';

/** What is asked of a server, and what it has been found not to take. */

export interface Manners {
  readonly jsonMode: 'schema' | 'object' | 'none';
  readonly temperature: boolean;
  readonly systemRole: 'system' | 'developer' | 'user';
  readonly stream: boolean;
}

export interface Wishes {
  readonly jsonMode?: Manners['jsonMode'] | undefined;
  readonly systemRole?: Manners['systemRole'] | undefined;
  readonly stream?: boolean | undefined;
  /** Formats of the answer the service knows at all, from the strictest down; absent: all three. */
  readonly formats?: readonly Manners['jsonMode'][] | undefined;
  /** The service has a way to send an answer in pieces; absent: yes. */
  readonly streams?: boolean | undefined;
}

const FORMATS = ['schema', 'object', 'none'] as const;

/** Answered requests after which what was given up on a guess is asked for again. */
const TRY_AGAIN_AFTER = 20;

/** A refusal of ours, with the manners the same request is sent in next. */
interface Lesson {
  readonly manners: Manners;
  /** The server named what it minds: no other request has to find out. */
  readonly clear: boolean;
}

/**
 * Learns from refusals. What a server names is left out from then on. A refusal that names nothing is taken for one of
 * the answer's format only where the same request is served without it, and the format is asked for again later.
 */
export class Habits {
  #known: Manners;
  readonly #wanted: Manners;
  readonly #lessons = new WeakMap<ProviderError, Lesson>();
  /** Lowered on a guess: how many requests were answered since. */
  #guessed: number | undefined;
  #proven = false;

  constructor(private readonly wishes: Wishes) {
    this.#wanted = {
      jsonMode: wishes.jsonMode ?? wishes.formats?.[0] ?? 'schema',
      temperature: true,
      systemRole: wishes.systemRole ?? 'system',
      stream: wishes.stream ?? false,
    };
    this.#known = this.#wanted;
  }

  mannersFor({ previous }: Pick<TranslateRequest, 'previous'>): Manners {
    const lesson = previous === undefined ? undefined : this.#lessons.get(previous);
    return lesson?.manners ?? this.#known;
  }

  /** A request sent so was answered. */
  worked(manners: Manners): void {
    this.#proven = true;
    if (manners.jsonMode !== this.#known.jsonMode) {
      this.#known = manners;
      this.#guessed = 0;
    } else if (this.#guessed !== undefined) {
      this.#guessed += 1;
      if (this.#guessed < TRY_AGAIN_AFTER) return;
      this.#known = { ...this.#known, jsonMode: this.#wanted.jsonMode };
      this.#guessed = undefined;
      this.#proven = false;
    }
  }

  /** The error itself, or the same asking for the request to be sent again with less. */
  learn(error: ProviderError, sent: Manners, { previous }: TranslateRequest): ProviderError {
    const lesson = this.#lessonOf(error, sent);
    if (lesson === undefined) return error;
    const before = previous === undefined ? undefined : this.#lessons.get(previous);
    // Served in no way: the format was not to blame, and stays as it was for the others.
    if (!lesson.clear && before !== undefined && sent.jsonMode === 'none') return error;
    if (lesson.clear) this.#known = { ...lesson.manners };
    const { provider, code, status } = error;
    const hint = hintOf(error);
    const again = new ProviderError(provider, code, error, {
      ...onlyDefined({ hint, status }),
      resend: true,
    });
    this.#lessons.set(again, lesson);
    return again;
  }

  #lessonOf(error: ProviderError, sent: Manners): Lesson | undefined {
    const { message, status } = error;
    if (error.code !== 'REJECTED' || (status !== 400 && status !== 422)) return undefined;
    if (sent.temperature && /temperature/i.test(message))
      return { manners: { ...sent, temperature: false }, clear: true };
    const streams = this.wishes.streams !== false && this.wishes.stream === undefined;
    if (!sent.stream && streams && /\bstream(?:ing)?\b/i.test(message))
      return { manners: { ...sent, stream: true }, clear: true };
    if (sent.systemRole !== 'user' && this.wishes.systemRole === undefined && SYSTEM_ROLE.test(message))
      return { manners: { ...sent, systemRole: 'user' }, clear: true };
    if (sent.jsonMode === 'none' || this.wishes.jsonMode !== undefined) return undefined;
    const formats = this.wishes.formats ?? FORMATS;
    const manners: Manners = { ...sent, jsonMode: formats[formats.indexOf(sent.jsonMode) + 1] ?? 'none' };
    if (
      /response_?format|output_?(?:config|format)|response_?(?:json_?)?schema|response_?mime_?type|structured outputs?|json mode|json_schema|json_object|grammar|guided_json/i.test(
        message,
      )
    )
      return { manners, clear: true };
    return this.#proven || ABOUT_THE_TEXT.test(message) ? undefined : { manners, clear: false };
  }
}

/** Gemma, early Mistral: "System role not supported", "Only user and assistant roles are supported", "roles must alternate". */
const SYSTEM_ROLE =
  /system (?:role|message|instruction|prompt)s?.{0,40}(?:not|n't|unsupported)|(?:not|n't|un)\s*support.{0,40}\bsystem\b|only user.{0,20}assistant roles|roles must alternate|developer instruction is not enabled/i;

/** What a refusal is about when it is about what was sent, or about no parameter at all. */
const ABOUT_THE_TEXT =
  /content.{0,10}(?:filter|policy|management)|safety|flagged|context (?:length|window)|maximum context|too (?:long|many tokens)|<(?:!doctype|html)|web page/i;
