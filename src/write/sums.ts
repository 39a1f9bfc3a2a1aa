import { NO_COUNTS } from '../model/counts.js';
import type { Counts, OutputStatus } from '../model/manifest.js';
import type { Segment } from '../model/segment.js';
import type { Origin, Translation } from '../model/translation.js';
import { MachineWords } from './disclosure.js';

/** Where the segments of an output came from, counted. */

function originLabel(origin: Origin): string {
  if (origin.kind === 'human') return 'human';
  if (origin.kind === 'memory') return `memory:${origin.match}:${origin.score}`;
  const model = origin.model === undefined ? '' : `/${origin.model}`;
  return `provider:${origin.provider}${model}${origin.pivot === undefined ? '' : ` via ${origin.pivot}`}`;
}

export class Sums {
  readonly counts: Record<keyof Counts, number> = { ...NO_COUNTS };
  readonly origins: Record<string, string> = {};
  readonly engines = new Set<string>();
  readonly machines = new MachineWords();

  add(segment: Segment, kind: keyof Omit<Counts, 'segments'>, label: string): void {
    this.counts.segments += 1;
    this.counts[kind] += 1;
    this.origins[segment.id] = label;
  }

  translation(segment: Segment, translation: Translation): void {
    if (translation.status === 'failed') {
      this.add(segment, 'failed', `failed:${translation.failure.code}`);
      return;
    }
    const { origin } = translation;
    this.machines.add(origin);
    this.add(segment, origin.kind, originLabel(origin));
    if (origin.kind === 'provider') {
      this.engines.add(origin.model === undefined ? origin.provider : `${origin.provider}/${origin.model}`);
    }
  }

  get status(): OutputStatus {
    const { failed, provider, memory, human } = this.counts;
    if (failed > 0) return 'incomplete';
    const remembered = memory + human;
    if (provider === 0 && remembered === 0) return 'original';
    if (provider === 0) return 'memory';
    return remembered === 0 ? 'machine' : 'mixed';
  }
}
