import { ProviderError } from '../../src/errors.js';
import type {
  Provider,
  ProviderCapabilities,
  TranslateAnswer,
  TranslatedUnit,
  TranslateRequest,
} from '../../src/index.js';

/** Units alone, or a whole answer. */
type Reply = readonly TranslatedUnit[] | TranslateAnswer;

/** Decides what becomes of one request; `undefined` is answered as usual. */
type Reaction = (request: TranslateRequest, attempt: number) => Reply | Promise<Reply> | undefined;

export interface FakeProviderOptions {
  readonly name?: string;
  readonly capabilities?: Partial<ProviderCapabilities>;
  /** Pairs it translates, `en uk`; default all. */
  readonly pairs?: readonly string[];
  readonly react?: Reaction;
  /** One text; default puts the target before every word. */
  readonly translate?: (text: string, request: TranslateRequest) => string;
  /** Resolves when a request may be answered. */
  readonly gate?: (request: TranslateRequest) => Promise<void>;
}

export interface FakeProvider extends Provider {
  /** Every request, in order, also those that failed. */
  readonly requests: TranslateRequest[];
  /** Texts of all requests. */
  readonly sent: string[];
  /** Most requests that were under way at once. */
  readonly busiest: number;
}

/** A provider without network whose answers can be told from its input, and whose moods a test decides. */
export function fakeProvider(options: FakeProviderOptions = {}): FakeProvider {
  const { name = 'fake', react, gate } = options;
  const translate =
    options.translate ?? ((text: string, { target }: TranslateRequest) => `${target}: ${text}`);
  const requests: TranslateRequest[] = [];
  const sent: string[] = [];
  let underWay = 0;
  let busiest = 0;
  return {
    name,
    identity: `${name}|test`,
    requests,
    sent,
    get busiest() {
      return busiest;
    },
    capabilities: {
      maxUnits: 50,
      maxCharacters: 10_000,
      maxUnitCharacters: 5_000,
      placeholders: 'xml',
      context: false,
      deterministic: true,
      remote: true,
      ...options.capabilities,
    },
    supports: async (source, target) => options.pairs?.includes(`${source} ${target}`) ?? true,
    async translate(request) {
      requests.push(request);
      sent.push(...request.units.map((unit) => unit.text));
      underWay += 1;
      busiest = Math.max(busiest, underWay);
      try {
        await gate?.(request);
        if (request.signal.aborted) throw new ProviderError(name, 'ABORTED', 'stopped');
        const reaction = await react?.(request, requests.length);
        if (reaction !== undefined) return 'units' in reaction ? reaction : { units: reaction };
        return { units: request.units.map(({ id, text }) => ({ id, text: translate(text, request) })) };
      } finally {
        underWay -= 1;
      }
    },
  };
}
