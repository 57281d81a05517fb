import type { Disk } from '../../src/schedule/disk.ts';
import { live } from './live.ts';

const enough = 10;

/** What broke the rules in the lives of these seeds, each with its seed: `live(seed)` plays it again. */
export async function offencesIn(
  from: number,
  to: number,
  spoil?: (disk: Disk) => Disk,
): Promise<string[]> {
  const offences: string[] = [];
  for (let seed = from; seed < to && offences.length < enough; seed += 1) {
    const life = await live(seed, spoil).catch((error: Error) => ({ offences: [error.stack!] }));
    offences.push(...life.offences.map((offence) => `seed ${seed}: ${offence}`));
  }
  return offences;
}
