// Requests and cells without a task file behind them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { displayPath } from '../../src/dataset/display-path.ts';
import type { Row } from '../../src/dataset/row.ts';
import { nameCells } from '../../src/grid/cell-name.ts';
import type { Cell, CellSettings, Coordinates } from '../../src/grid/cells.ts';
import { makeRequest, type Request } from '../../src/plan/request.ts';
import type { Done } from '../../src/provider/completion.ts';
import { disk } from '../../src/schedule/disk.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import {
  openRunFolder,
  type FolderOptions,
  type RunFolder,
} from '../../src/schedule/run-folder.ts';
import { openJournal, type Journal, type JournalOptions } from '../../src/schedule/journal.ts';

const settings: CellSettings = {
  model: 'embedded',
  mode: 'text',
  template: 'template',
  shots: { count: 0, select: 'first', order: 'given', seed: 0, per: 'run' },
  params: { temperature: 0 },
};

export interface Point {
  readonly axes?: Coordinates;
  readonly settings?: Partial<CellSettings>;
}

/** Cells of one grid, named as in a run. */
export function cellsOf(...points: readonly Point[]): Cell[] {
  const unnamed = points.map(({ axes = {}, settings: own = {} }, index) => {
    const { 'shots.count': count = 0, ...params } = axes;
    const shots = { ...settings.shots, count: count as number };
    const given = { ...settings.params, ...(params as CellSettings['params']) };
    const whole = { ...settings, shots, params: given, ...own };
    return { id: `cell${index}`, index, coordinates: axes, settings: whole };
  });
  const names = nameCells(unnamed);
  return unnamed.map((cell, index) => ({ ...cell, name: names[index]! }));
}

export function rowOf(index: number, values: Row['values'] = {}): Row {
  return { key: `r${index}`, index, line: index + 2, values };
}

interface RequestParts {
  readonly cell?: Cell;
  readonly row?: Row;
  readonly trial?: number;
  readonly text?: string;
}

/** Its prompt is a query alone, with the key of one shot. */
export function requestOf(parts: RequestParts = {}): Request {
  const { cell = cellsOf({})[0]!, row = rowOf(0), trial = 0, text = 'Question?' } = parts;
  return makeRequest(cell, row, trial, { parts: [{ kind: 'query', text }], shots: ['s1'] });
}

export function done(text: string, changes: Partial<Done> = {}): Done {
  return { status: 'done', text, finish: 'stop', finishRaw: 'stop', latencyMs: 1, ...changes };
}

/** Requests as a sweep yields them: so many at a time, here all at once unless told. */
export async function* blocksOf(
  ...blocks: readonly Iterable<Request>[]
): AsyncGenerator<Iterable<Request>> {
  for (const block of blocks) {
    await Promise.resolve();
    yield block;
  }
}

/** A journal on the real disk, in a time that stands still. */
export function journalAt(path: string, changes: Partial<JournalOptions> = {}): Journal {
  const sleep = () => new Promise<void>(() => {});
  return openJournal(path, { disk, redact: (text) => text, sleep, ...changes });
}

/** As much of a manifest as a run folder looks at. */
export function bareManifest(name: string, started = '2026-11-23T14:25:01.250Z'): Manifest {
  const task = { name, dataset: { path: 'rows.csv' } };
  return {
    started,
    task_file: 'task.yaml',
    task,
    options: { set: [], rows: [] },
    rows: 1,
    trials: 1,
    cells: [],
  } as unknown as Manifest;
}

/** A folder that is opened as if for a new run, unless told. */
export function folderAt(
  home: string,
  manifest: Manifest,
  changes: Partial<FolderOptions> = {},
): RunFolder {
  const sleep = () => new Promise<void>(() => {});
  return openRunFolder(manifest, { disk, redact: (text) => text, sleep, home, ...changes });
}

/** The name of a new run that has ended. */
export function makeRun(home: string, manifest: Manifest): string {
  const folder = folderAt(home, manifest);
  folder.finish({ exit: 0 });
  folder.close();
  return folder.id;
}

/** The message of the UserError that is thrown, in which the folder is called `.`. */
export function messageOf(act: () => unknown, folder?: string): string {
  try {
    return `nothing was thrown, but came: ${JSON.stringify(act())}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return folder === undefined
      ? error.message
      : error.message.replaceAll(displayPath(folder), '.').replaceAll(folder, '.');
  }
}

/** A folder that lives as long as the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
