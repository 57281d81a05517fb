// Lines in, appended to journal.jsonl out. Whatever a killed process left there is mended first.
import { asOneLine } from '../base/json-line.ts';
import { redactedJson, type Redact } from '../base/redact.ts';
import { cannotWrite, explained } from './cannot-write.ts';
import type { Disk, DiskFile } from './disk.ts';
import type { JournalLine } from './journal-line.ts';
import { syncSoon } from './sync-soon.ts';
import type { Sleep } from './time.ts';

export interface Journal {
  /**
   * Resolves when the lines are handed to the system, from where a kill does not take it: at the end of this turn of the
   * event loop, with all that came in the same turn. Rejects with a UserError where the disk takes no more; then nothing
   * of it is there.
   */
  readonly append: (...lines: readonly JournalLine[]) => Promise<void>;
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

export function openJournal(path: string, { disk, redact, sleep }: JournalOptions): Journal {
  const file = cannotWrite(path, () => openMended(path, disk));
  const soon = syncSoon(file, sleep);
  let waiting: string[] = [];
  let written: Promise<void> | undefined;
  const write = (): void => {
    const lines = waiting;
    waiting = [];
    written = undefined;
    if (lines.length === 0) return;
    cannotWrite(path, () => {
      soon.tell();
      appendAll(file, lines);
    });
    soon.begin();
  };
  return {
    append(...lines) {
      for (const line of lines) waiting.push(`${asOneLine(redactedJson(line, redact))}\n`);
      written ??= endOfTurn().then(write);
      return written;
    },
    async sync() {
      try {
        soon.tell();
        await file.sync();
      } catch (error) {
        throw explained(path, error);
      }
    },
    isEmpty: () => waiting.length === 0 && file.size() === 0,
    close() {
      soon.end();
      try {
        write();
      } finally {
        file.close();
      }
    },
  };
}

/** In one go; where the disk does not take them all, as many as it takes: they are paid for, and resume counts them. */
function appendAll(file: DiskFile, lines: readonly string[]): void {
  try {
    file.append(lines.join(''));
  } catch (error) {
    if (lines.length > 1) lines.forEach((line) => file.append(line));
    throw error;
  }
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
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
