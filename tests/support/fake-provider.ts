import { ProviderError } from '../../src/errors.js';
import type {
  Provider,
  ProviderCapabilities,
  TranslatedUnit,
  TranslateRequest,
} from '../../src/model/contracts.js';

/** Decides what becomes of one request; `undefined` is answered as usual. */
export type Reaction = (
  request: TranslateRequest,
  attempt: number,
) => readonly TranslatedUnit[] | Promise<readonly TranslatedUnit[]> | undefined;

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
    async translate(request, { signal }) {
      requests.push(request);
      sent.push(...request.units.map((unit) => unit.text));
      underWay += 1;
      busiest = Math.max(busiest, underWay);
      try {
        await gate?.(request);
        if (signal.aborted) throw new ProviderError(name, 'ABORTED', 'stopped');
        const reaction = await react?.(request, requests.length);
        return reaction ?? request.units.map(({ id, text }) => ({ id, text: translate(text, request) }));
      } finally {
        underWay -= 1;
      }
    },
  };
}
