import type { DiskFile } from './disk.ts';
import type { Sleep } from './time.ts';

/** A power cut costs at most what was written in so many milliseconds. */
const syncEveryMs = 1000;

/** One sync at a time, a while after the first bytes that are not safe yet. */
export function syncSoon(file: Pick<DiskFile, 'sync'>, sleep: Sleep) {
  const closing = new AbortController();
  let waiting = false;
  const sync = async (): Promise<void> => {
    await sleep(syncEveryMs, closing.signal);
    waiting = false;
    await file.sync();
  };
  return {
    /** Something was written. */
    begin() {
      if (waiting) return;
      waiting = true;
      // Where the disk is in trouble, the next line or the last sync tells.
      sync().catch(() => undefined);
    },
    end: () => closing.abort(),
  };
}
