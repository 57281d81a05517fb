// A manifest in, a run folder to write to out: `.kshot/runs/<id>/` with manifest.json, journal.jsonl and outcome.json.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { redactedJson, type Redact } from '../base/redact.ts';
import { cannotWrite, nothingSent } from './cannot-write.ts';
import { readManifest } from './find-run.ts';
import { openJournal, type Journal, type JournalOptions } from './journal.ts';
import { lockRun } from './lock.ts';
import type { Manifest } from './manifest.ts';
import { pairs, readJournal, type Pair } from './read-journal.ts';
import { requireSameRun } from './same-run.ts';

export interface RunFolder {
  readonly id: string;
  readonly manifest: Manifest;
  readonly journal: Journal;
  /** What was answered before; undefined of a new run. */
  readonly written: AsyncIterable<Pair> | undefined;
  /** What the run came to; as everything here, without secrets. Throws a UserError where it cannot be written. */
  readonly finish: (outcome: object) => void;
  /** Lets other processes have it. A new run that came to nothing leaves no folder. */
  readonly close: () => void;
}

export interface FolderOptions extends JournalOptions {
  /** The `.kshot` folder. */
  readonly home: string;
  /** The folder of a run to go on with. */
  readonly resume?: string | undefined;
}

/** Throws a UserError where the folder cannot be written, is written to by another process, or is of another task. */
export function openRunFolder(manifest: Manifest, options: FolderOptions): RunFolder {
  if (options.resume !== undefined) return reopen(options.resume, manifest, options);
  const { home } = options;
  const path = cannotWrite(join(home, 'runs'), () => makeFolder(home, manifest), nothingSent);
  try {
    return open(path, manifest, options);
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
}

function reopen(path: string, now: Manifest, options: FolderOptions): RunFolder {
  return open(path, manifestOfSame(path, now, options.redact), options);
}

/** The manifest in a run folder. Throws a UserError unless `now` is of the same run. */
export function manifestOfSame(path: string, now: Manifest, redact: Redact): Manifest {
  const before = readManifest(path);
  const plain = JSON.parse(redactedJson(now, redact)) as Manifest;
  requireSameRun(before, plain, basename(path));
  return before;
}

function open(path: string, manifest: Manifest, options: FolderOptions): RunFolder {
  const { disk, redact, resume } = options;
  const unlock = cannotWrite(path, () => lockRun(path));
  const write = (name: string, value: object) => {
    const text = `${redactedJson(value, redact, 2)}\n`;
    cannotWrite(join(path, name), () => disk.write(join(path, name), text));
  };
  try {
    if (resume === undefined) write('manifest.json', manifest);
    const file = join(path, 'journal.jsonl');
    const journal = openJournal(file, options);
    let kept = resume !== undefined;
    return {
      id: basename(path),
      manifest,
      journal,
      written: resume === undefined ? undefined : pairs(readJournal(file, disk)),
      finish(outcome) {
        kept = true;
        write('outcome.json', outcome);
      },
      close() {
        const isEmpty = journal.isEmpty();
        journal.close();
        unlock();
        if (isEmpty && !kept) rmSync(path, { recursive: true, force: true });
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Two runs within one second get different names. */
export function makeFolder(
  home: string,
  { started, task }: Pick<Manifest, 'started' | 'task'>,
): string {
  const runs = join(home, 'runs');
  mkdirSync(runs, { recursive: true });
  const ignore = join(home, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  // In UTC: sorted by name is sorted by time.
  const digits = started.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return join(runs, claim(runs, `${digits}-${task.name}`));
}

function claim(runs: string, wish: string): string {
  for (let attempt = 1; ; attempt += 1) {
    const id = attempt === 1 ? wish : `${wish}-${attempt}`;
    try {
      mkdirSync(join(runs, id));
      return id;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
