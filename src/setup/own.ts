import type { Own } from '../config/own.js';
import { TovmachError } from '../errors.js';
import { type Message, messages, reasonOf, type Value } from '../message.js';
import type { Check, CheckInput, CheckResult, Detector, Format, Memory } from '../model/contracts.js';
import type { CheckHost, Host } from '../model/definition.js';
import { isSpecialTag, parseLanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';

/** Adapters of the user's own, made and guarded: whatever a stranger's code does, no text is lost over it in silence. */

const say = messages('setup', {
  formatUnusable: '{{place}}: the format "{{name}}" cannot be used: {{reason}}',
  noRead: 'its create gives nothing that has "read"',
  mendFormat:
    'Mend its create: it takes the settings and gives an object with "name", "extensions" and "read".',
  adapterUnusable: '{{place}}: "{{name}}" cannot be used: {{reason}}',
  lacksMember: 'its create gives nothing that has "{{member}}"',
  mendOwn: 'Mend its create(settings, host); what it has to give is in docs/own-adapters.md.',
  detectorThrew: 'the detector "{{name}}" failed: {{reason}}',
  noIdentification: 'it gave no language and confidence',
  mendDetector: 'Mend the detector: it gives { lang, confidence, evidence } for any text and never throws.',
  formatThrew: 'the format "{{name}}" failed: {{reason}}',
  mendReader: 'Mend the format: what it cannot read it gives as { broken }, or throws as INPUT_INVALID.',
  checkThrew: 'the check "{{name}}" failed, so that nothing is known by it: {{reason}}',
  noResult: 'it gave neither nothing nor { severity, message }',
  memoryThrew: 'the memory "{{name}}" failed: {{reason}}',
  wrongAnswers: 'it answered {{given}} of {{asked}} texts',
  noAnswers: 'it gave no list of matches',
  mendMemory: 'See that it can be reached, or take it out of the configuration.',
});

/** What `create` made, when it has what it must have. @throws TovmachError CONFIG */
async function made<Made>(
  { name, place, definition, settings }: Own,
  host: CheckHost | Host,
  isWhole: (value: Made | undefined) => boolean,
  lacks: Message,
): Promise<Made> {
  let reason: Value = lacks;
  try {
    const create = definition.create.bind(definition) as (own: object, host: object) => Made | Promise<Made>;
    const value = await create(settings, host);
    if (isWhole(value)) return value;
  } catch (cause) {
    if (TovmachError.isInstance(cause)) throw cause;
    reason = reasonOf(cause);
  }
  const isFormat = definition.kind === 'format';
  const said = isFormat
    ? say.formatUnusable({ place, name, reason })
    : say.adapterUnusable({ place, name, reason });
  throw new TovmachError('CONFIG', said, { hint: isFormat ? say.mendFormat() : say.mendOwn() });
}

/** A detector of one's own; what it says is checked, and what it throws names it. */
export async function ownDetector(own: Own, host: Host): Promise<Detector> {
  const { name } = own;
  const detector = await made<Detector>(
    own,
    host,
    (value) => typeof value?.identify === 'function',
    say.lacksMember({ member: 'identify' }),
  );
  const failed = (reason: Value, cause?: unknown): TovmachError =>
    new TovmachError('CONFIG', say.detectorThrew({ name, reason }), { cause, hint: say.mendDetector() });
  return {
    name,
    ...onlyDefined({ profiles: detector.profiles }),
    identify(text, candidates) {
      let found: ReturnType<Detector['identify']>;
      try {
        found = detector.identify(text, candidates);
      } catch (cause) {
        throw failed(reasonOf(cause), cause);
      }
      const { lang, confidence } = (found ?? {}) as { lang?: unknown; confidence?: unknown };
      const isTag =
        typeof lang === 'string' && (isSpecialTag(lang) || parseLanguageTag(lang).tag !== undefined);
      if (!isTag || typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1))
        throw failed(say.noIdentification());
      return { ...found, evidence: found.evidence ?? [] };
    },
    close: async () => detector.close?.(),
  };
}

/** A format of one's own; what it throws is an error of the file, and names the format. */
export async function ownFormat(own: Own, host: Host): Promise<Format> {
  const { name } = own;
  const format = await made<Format>(own, host, (value) => typeof value?.read === 'function', say.noRead());
  const failed = (cause: unknown, file: string): unknown =>
    TovmachError.isInstance(cause)
      ? cause
      : new TovmachError('INPUT_INVALID', say.formatThrew({ name, reason: reasonOf(cause) }), {
          file,
          cause,
          hint: say.mendReader(),
        });
  return new Proxy(format, {
    get(target, key) {
      if (key === 'recognises' && target.recognises !== undefined) {
        return (start: Parameters<NonNullable<Format['recognises']>>[0]) => {
          try {
            return target.recognises?.(start);
          } catch (cause) {
            throw failed(cause, start.path);
          }
        };
      }
      if (key === 'read') {
        return async function* (source: Parameters<Format['read']>[0]) {
          try {
            yield* target.read(source);
          } catch (cause) {
            throw failed(cause, source.path);
          }
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const SEVERITIES: readonly unknown[] = ['minor', 'major', 'critical'];

/** A check of one's own; when it fails that is a major finding on the segment, and the text is kept. */
export async function ownCheck(own: Own, host: CheckHost): Promise<Check> {
  const { name } = own;
  const check = await made<Check>(
    own,
    host,
    (value) => typeof value?.examine === 'function' || typeof value?.examineArticle === 'function',
    say.lacksMember({ member: 'examine' }),
  );
  const failure = (reason: Value): CheckResult => ({
    check: name,
    severity: 'major',
    ...say.checkThrew({ name, reason }),
  });
  const isResult = (value: unknown): value is CheckResult => {
    const { severity, message } = (value ?? {}) as { severity?: unknown; message?: unknown };
    return SEVERITIES.includes(severity) && typeof message === 'string' && message !== '';
  };
  const examine = (input: CheckInput): CheckResult | undefined => {
    try {
      const result = check.examine?.(input);
      if (result === undefined) return undefined;
      return isResult(result) ? { ...result, check: name } : failure(say.noResult());
    } catch (cause) {
      return failure(reasonOf(cause));
    }
  };
  const examineArticle: NonNullable<Check['examineArticle']> = (input) => {
    const [first] = input.translations;
    if (first === undefined) return [];
    const { segmentId } = first;
    try {
      const given: unknown = check.examineArticle?.(input) ?? [];
      if (!Array.isArray(given)) return [{ ...failure(say.noResult()), segmentId }];
      const results: readonly unknown[] = given;
      const known = new Set(input.translations.map((each) => each.segmentId));
      return results.map((result) =>
        isResult(result) && 'segmentId' in result && known.has(String(result.segmentId))
          ? { ...result, segmentId: String(result.segmentId), check: name }
          : { ...failure(say.noResult()), segmentId },
      );
    } catch (cause) {
      return [{ ...failure(reasonOf(cause)), segmentId }];
    }
  };
  return {
    name,
    ...onlyDefined({
      examine: check.examine === undefined ? undefined : examine,
      examineArticle: check.examineArticle === undefined ? undefined : examineArticle,
    }),
  };
}

/** A memory of one's own; what it throws names it, and an answer for another text is never taken. */
export async function ownMemory(own: Own, host: Host): Promise<Memory> {
  const { name } = own;
  const failed = (reason: Value, cause?: unknown): TovmachError =>
    new TovmachError('STORE', say.memoryThrew({ name, reason }), { cause, hint: say.mendMemory() });
  const asked = async <Result>(ask: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return await ask();
    } catch (cause) {
      throw TovmachError.isInstance(cause) ? cause : failed(reasonOf(cause), cause);
    }
  };
  const memory = await made<Memory>(
    own,
    host,
    (value) => MEMORY_MEMBERS.every((member) => typeof value?.[member] === 'function'),
    say.lacksMember({ member: MEMORY_MEMBERS.join(', ') }),
  );
  let closed: Promise<void> | undefined;
  return {
    async findAll(queries, identities) {
      const found: unknown = await asked(() => memory.findAll(queries, identities));
      if (!Array.isArray(found)) throw failed(say.noAnswers());
      if (found.length !== queries.length)
        throw failed(say.wrongAnswers({ given: found.length, asked: queries.length }));
      return found;
    },
    async fuzzy(query, options) {
      const found: unknown = await asked(() => memory.fuzzy(query, options));
      if (!Array.isArray(found)) throw failed(say.noAnswers());
      return found;
    },
    put: (entries) => asked(() => memory.put(entries)),
    close: () => {
      closed ??= asked(() => memory.close());
      return closed;
    },
  };
}

const MEMORY_MEMBERS = ['findAll', 'fuzzy', 'put', 'close'] as const;
