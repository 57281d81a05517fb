// The cache of a project; loaded when somebody needs it, which a run on the embedded model does not.
import { join } from 'node:path';
import type { StoreOptions } from '../schedule/cache/place.ts';
import type { Store } from '../schedule/cache/store.ts';
import { disk } from '../schedule/disk.ts';
import { kshotFolder } from '../schedule/find-run.ts';
import type { Host } from './host.ts';

export function cacheFolder({ cwd }: Host): string {
  return join(kshotFolder(cwd), 'cache');
}

/** What it takes from the world. */
export async function cacheOptions({ now, err }: Host): Promise<StoreOptions> {
  const { thisProcess } = await import('../schedule/cache/this-process.ts');
  const warn = (text: string) => err(`warning: ${text}\n`);
  return { disk, now, warn, ...thisProcess(now) };
}

export async function openCache(host: Host): Promise<Store> {
  const { openStore } = await import('../schedule/cache/store.ts');
  return openStore(cacheFolder(host), await cacheOptions(host));
}
