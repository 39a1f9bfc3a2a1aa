import type { LanguageTag } from '../model/language.js';
import type { Clock } from './clock.js';
import type { Parcel } from './parcel.js';

/** What waits to be sent to one provider in one pair of languages. */

/** A request that is not full waits so long for more texts after the last that came, in milliseconds, and … */
const QUIET_MS = 150;
/** … so long in all. */
const LONGEST_HOLD_MS = 1000;

export interface Lane {
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  readonly waiting: Parcel[];
  ticking: boolean;
  /** Deliveries that have not ended. */
  underWay: number;
  /** A request has left already: nobody waits for the first file any more. */
  begun: boolean;
  /** When the first of those that wait came, and the last. */
  firstAt: number;
  lastAt: number;
  /** Waiting for more texts. */
  held: boolean;
  /** Nothing else travels with it: no request waits for more. */
  readonly alone: boolean;
}

/** A lane nothing of which has left yet. */
export function laneOf(source: LanguageTag, target: LanguageTag, alone = false): Lane {
  return {
    source,
    target,
    waiting: [],
    ticking: false,
    underWay: 0,
    begun: false,
    firstAt: 0,
    lastAt: 0,
    held: false,
    alone,
  };
}

/**
 * Whether a request that is not full had better wait for more, where more may come: not the first, and not for long.
 * @param again called when it has waited
 */
export function holds(lane: Lane, clock: Clock, again: () => void): boolean {
  if (lane.held) return true;
  const left = Math.min(lane.lastAt + QUIET_MS, lane.firstAt + LONGEST_HOLD_MS) - clock.now();
  if (!lane.begun || left <= 0) return false;
  lane.held = true;
  void clock.sleep(left).then(() => {
    lane.held = false;
    again();
  });
  return true;
}

/** The lane of a pair, made where there is none. */
export function laneAmong(lanes: Map<string, Lane>, source: LanguageTag, target: LanguageTag): Lane {
  const pair = `${source} ${target}`;
  const lane = lanes.get(pair) ?? laneOf(source, target);
  lanes.set(pair, lane);
  return lane;
}

/** Puts texts at the end of what waits. */
export function takeIn(lane: Lane, parcels: readonly Parcel[], now: number): void {
  lane.lastAt = now;
  if (lane.waiting.length === 0) lane.firstAt = now;
  lane.waiting.push(...parcels);
}

/** Characters of a text as it is sent. */
export const sizeOf = ({ text }: Parcel): number => text.length;
