import { readFileSync, readlinkSync } from 'node:fs';

/** Time of the processor that one thread has had: Linux says it of every thread, and other systems do not. */

/** Milliseconds in a tick of Linux's accounting (`USER_HZ` is 100 on every architecture of Node). */
const TICK_MS = 10;
/** Fields of `/proc/…/stat` behind the name of the program: time in the program, and in the system for it. */
const [USER, SYSTEM] = [11, 12];

/** Number of the thread that asks; 0 where the system does not say. */
export function threadNumber(): number {
  try {
    return Number(/\d+$/.exec(readlinkSync('/proc/thread-self'))?.[0] ?? 0);
  } catch {
    return 0;
  }
}

/** Milliseconds of processor that a thread of this process has had; `undefined` where the system does not say. */
export function processorTime(thread: number): number | undefined {
  if (thread === 0) return undefined;
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[USER]) + Number(fields[SYSTEM]);
    return Number.isNaN(ticks) ? undefined : ticks * TICK_MS;
  } catch {
    return undefined;
  }
}
