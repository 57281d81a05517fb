// Who writes here, and whether others who wrote still live.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { sha256 } from '../../base/hash.ts';
import { processExists } from '../owner.ts';
import type { Owner } from './file-name.ts';

export interface Writers {
  readonly owner: Owner;
  /** Whether the owner of a segment may still append to it. */
  readonly isAlive: (owner: Owner, begun: Date) => boolean;
  /** Letters and digits that no other file of the folder has in its name. */
  readonly unique: () => string;
}

/** Of other machines nothing is known, and numbers of processes are used again: after a day nobody counts as alive. To be wrong does no harm. */
const longestMs = 24 * 60 * 60 * 1000;

export function thisProcess(now: () => Date): Writers {
  const owner = { pid: process.pid, host: sha256(hostname()).slice(0, 8) };
  const started = now().getTime() - process.uptime() * 1000;
  return {
    owner,
    unique: () => randomBytes(4).toString('hex'),
    isAlive(other, begun) {
      if (now().getTime() - begun.getTime() > longestMs) return false;
      if (other.host !== owner.host) return true;
      // In a container every run may have the number of the one before.
      if (other.pid === owner.pid) return begun.getTime() >= started - 1000;
      return processExists(other.pid);
    },
  };
}
