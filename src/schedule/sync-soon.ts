import type { DiskFile } from './disk.ts';
import type { Sleep } from './time.ts';

/** A power cut costs at most what was written in so many milliseconds. */
const syncEveryMs = 1000;

/** One sync at a time, a while after the first bytes that are not safe yet. */
export function syncSoon(file: Pick<DiskFile, 'sync'>, sleep: Sleep) {
  const closing = new AbortController();
  const troubles: unknown[] = [];
  let waiting = false;
  const sync = async (): Promise<void> => {
    waiting = false;
    await file.sync();
  };
  return {
    /** Something was written. */
    begin() {
      if (waiting) return;
      waiting = true;
      void sleep(syncEveryMs, closing.signal).then(
        () => sync().catch((error: unknown) => void troubles.push(error)),
        () => undefined,
      );
    },
    /** Throws what a sync failed with: a system tells once that it lost what it was given, and the next sync may succeed. */
    tell() {
      if (troubles.length > 0) throw troubles[0];
    },
    end: () => closing.abort(),
  };
}
