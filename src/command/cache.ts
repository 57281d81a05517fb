import { errorOf, UserError } from '../base/problem.ts';
import { plural, showBytes } from '../report/numbers.ts';
import { disk } from '../schedule/disk.ts';
import { clear, prune, statsOf, type Amount } from '../schedule/cache/upkeep.ts';
import type { Host } from './host.ts';
import { cacheFolder, cacheOptions } from './open-cache.ts';

/** Says what the cache holds. */
export function cacheStats(host: Host): number {
  const { oldest, newest, damaged, ...amount } = statsOf(cacheFolder(host), disk);
  const since = oldest && newest ? `, from ${dayOf(oldest)} to ${dayOf(newest)}` : '';
  host.out(`${describe(amount)}${since}\n`);
  for (const name of damaged) host.out(`set aside: ${name}\n`);
  return 0;
}

export interface PruneOptions {
  readonly olderThan?: string;
  readonly maxSize?: string;
}

/** Removes what is old, or the oldest until the rest is small enough. */
export async function cachePrune(host: Host, options: PruneOptions): Promise<number> {
  const { olderThan, maxSize } = options;
  if (olderThan === undefined && maxSize === undefined)
    throw badOption(
      'cache prune takes --older-than, --max-size, or both',
      'for instance kshot cache prune --older-than 30d',
    );
  const gone = prune(cacheFolder(host), await cacheOptions(host), {
    ...(olderThan === undefined ? {} : { olderThan: readAge(olderThan, host.now()) }),
    ...(maxSize === undefined ? {} : { most: readSize(maxSize) }),
  });
  host.out(`removed ${describe(gone)}\n`);
  return 0;
}

export function cacheClear(host: Host): number {
  host.out(`removed ${describe(clear(cacheFolder(host), disk))}\n`);
  return 0;
}

function describe({ answers, bytes, segments }: Amount): string {
  return `${plural(answers, 'answer')}, ${showBytes(bytes)} in ${plural(segments, 'segment')}`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

const hours: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

/** `12h`, `30d`, `4w`: the time so long ago. */
function readAge(text: string, now: Date): Date {
  const [, count, unit = ''] = /^(\d+)([hdw])$/.exec(text) ?? [];
  if (count === undefined)
    throw badOption(`--older-than takes a time, not "${text}"`, 'for instance 12h, 30d or 4w');
  return new Date(now.getTime() - Number(count) * hours[unit]! * 3_600_000);
}

const units: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9 };

function readSize(text: string): number {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?) ?([KMG]B)$/.exec(text.toUpperCase()) ?? [];
  if (count === undefined)
    throw badOption(`--max-size takes a size, not "${text}"`, 'for instance 500MB or 2GB');
  return Number(count) * units[unit]!;
}

function badOption(message: string, help: string): UserError {
  return new UserError([errorOf('bad-option', message, undefined, help)]);
}
