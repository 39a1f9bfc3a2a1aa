import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { onlyDefined } from '../model/only-defined.js';

/** Which process holds something that others must not take, and whether it is still there. */

/** A process, on all machines. */
export interface ProcessName {
  /** Its number on its machine. */
  readonly pid: number;
  /** Name of the machine. */
  readonly host: string;
  /** When the process began, in the kernel's ticks; absent where that cannot be known. */
  readonly started?: string;
}

/** This process. */
export function processHere(): ProcessName {
  const started = startOf(process.pid);
  return { pid: process.pid, host: hostname(), ...onlyDefined({ started }) };
}

/** Whether a process of this machine has ended; of another machine nobody can tell. */
export function hasEnded({ pid, host, started }: ProcessName): boolean {
  if (host !== hostname()) return false;
  if (!isRunning(pid)) return true;
  const now = startOf(pid);
  return started !== undefined && now !== undefined && started !== now;
}

/** Whether a process id of this machine is in use, by whomever. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process of this machine began, where the kernel tells: two processes that had one id differ in it. */
export function startOf(pid: number): string | undefined {
  try {
    // The name in parentheses may hold anything; what follows it is numbers, of which the twentieth is the start.
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
