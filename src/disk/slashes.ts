import { relative, sep } from 'node:path';

/** From one place to another as files that are committed say it: with forward slashes, on every system; `.` for the place itself. */
export function slashed(from: string, to: string): string {
  return relative(from, to).split(sep).join('/') || '.';
}
