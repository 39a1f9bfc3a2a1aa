/** Places in a text, as other languages count them. */

/**
 * `utf16`: units of UTF-16, as JavaScript, Java and C# count. `codepoint`: characters of Unicode, as Python counts.
 * `byte`: bytes of the text as UTF-8, as Rust and Go count.
 */
export const OFFSET_UNITS = ['utf16', 'codepoint', 'byte'] as const;
/** What places in a text are counted in. */
export type OffsetUnit = (typeof OFFSET_UNITS)[number];

/** Offset in UTF-16 -> the same place in another unit. */
export type Recount = (offset: number) => number;

const STEP = 1024;

/** What the UTF-16 units of a stretch come to. A pair counts where it begins. */
function sizeOf(text: string, from: number, to: number, unit: 'codepoint' | 'byte'): number {
  let size = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      size += 1;
      continue;
    }
    const isTrail = (code & 0xfc00) === 0xdc00 && at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
    if (isTrail) continue;
    if (unit === 'codepoint') size += 1;
    else if (code < 0x800) size += 2;
    else size += (code & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 4 : 3;
  }
  return size;
}

/**
 * Counts places of a text in another unit; what was counted once is kept, so that many places of a long text cost as
 * much as the text.
 */
export function recounted(text: string, unit: OffsetUnit): Recount {
  if (unit === 'utf16') return (offset) => offset;
  const sums = [0];
  return (offset) => {
    const step = Math.floor(Math.min(offset, text.length) / STEP);
    for (let at = sums.length; at <= step; at++)
      sums.push((sums[at - 1] ?? 0) + sizeOf(text, (at - 1) * STEP, at * STEP, unit));
    return (sums[step] ?? 0) + sizeOf(text, step * STEP, Math.min(offset, text.length), unit);
  };
}

/** As `recounted`, for texts that come again: the articles of one file share its text. */
export function recounter(unit: OffsetUnit): (text: string) => Recount {
  let last: { readonly text: string; readonly recount: Recount } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, recount: recounted(text, unit) };
    return last.recount;
  };
}
