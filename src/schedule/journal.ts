// Lines in, appended to journal.jsonl out. Whatever a killed process left there is mended first.
import { asOneLine } from '../base/json-line.ts';
import { redactedJson, type Redact } from '../base/redact.ts';
import { cannotWrite, explained } from './cannot-write.ts';
import type { Disk, DiskFile } from './disk.ts';
import type { JournalLine } from './journal-line.ts';
import type { Sleep } from './time.ts';

export interface Journal {
  /** Handed to the system at once: a killed process loses none. Throws a UserError where the disk takes no more; then nothing of it is there. */
  readonly append: (...lines: readonly JournalLine[]) => void;
  /** Safe from a power cut, too. Throws a UserError where the disk is in trouble. */
  readonly sync: () => Promise<void>;
  readonly isEmpty: () => boolean;
  readonly close: () => void;
}

export interface JournalOptions {
  readonly disk: Disk;
  readonly redact: Redact;
  readonly sleep: Sleep;
}

/** A power cut costs at most what was answered in so many milliseconds. */
const syncEveryMs = 1000;

export function openJournal(path: string, { disk, redact, sleep }: JournalOptions): Journal {
  const file = cannotWrite(path, () => openMended(path, disk));
  const soon = syncSoon(file, sleep);
  const text = (line: JournalLine) => `${asOneLine(redactedJson(line, redact))}\n`;
  return {
    append(...lines) {
      cannotWrite(path, () => {
        soon.tell();
        file.append(lines.map(text).join(''));
      });
      soon.begin();
    },
    async sync() {
      try {
        soon.tell();
        await file.sync();
      } catch (error) {
        throw explained(path, error);
      }
    },
    isEmpty: () => file.size() === 0,
    close() {
      soon.end();
      file.close();
    },
  };
}

/** Without the torn last line that a crash may have left. */
function openMended(path: string, disk: Disk): DiskFile {
  const file = disk.open(path);
  try {
    const end = endOfLastLine(file);
    if (end < file.size()) file.truncate(end);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

const lookBack = 65_536;

function endOfLastLine(file: DiskFile): number {
  for (let end = file.size(); end > 0; end = Math.max(0, end - lookBack)) {
    const from = Math.max(0, end - lookBack);
    const at = file.read(from, end - from).lastIndexOf(10);
    if (at !== -1) return from + at + 1;
  }
  return 0;
}

/** One sync at a time, a while after the first line that is not safe yet. */
function syncSoon(file: DiskFile, sleep: Sleep) {
  const closing = new AbortController();
  const troubles: unknown[] = [];
  let waiting = false;
  const sync = async (): Promise<void> => {
    waiting = false;
    await file.sync();
  };
  return {
    begin() {
      if (waiting) return;
      waiting = true;
      void sleep(syncEveryMs, closing.signal).then(
        () => sync().catch((error: unknown) => void troubles.push(error)),
        () => undefined,
      );
    },
    /** A system tells once that it lost what it was given: the next sync may succeed. */
    tell() {
      if (troubles.length > 0) throw troubles[0];
    },
    end: () => closing.abort(),
  };
}
