// Who writes to a file that only one process may write to.
import { hostname } from 'node:os';

export interface Owner {
  readonly pid: number;
  readonly host: string;
}

export const thisProcess: Owner = { pid: process.pid, host: hostname() };

/** Of another machine nothing is known: its processes count as alive. */
export function isAlive({ pid, host }: Owner): boolean {
  return host !== thisProcess.host || processExists(pid);
}

/** On this machine. */
export function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
