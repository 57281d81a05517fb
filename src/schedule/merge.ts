// The folders of shards in, one run folder with all they hold out.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { stableJson } from '../base/hash.ts';
import { errorOf, refuseErrors, UserError, type Problem } from '../base/problem.ts';
import { cannotWrite } from './cannot-write.ts';
import { disk } from './disk.ts';
import { readManifest, readRunFile } from './find-run.ts';
import type { Manifest } from './manifest.ts';
import { makeFolder } from './run-folder.ts';
import { changesSince } from './same-run.ts';

export interface ShardRun {
  readonly path: string;
  readonly manifest: Manifest;
  readonly seconds: number;
}

/** What `outcome.json` tells of how far a run came; nothing where it was killed before it had a whole one. */
function ending(run: string): { readonly seconds: number; readonly halted?: unknown } | undefined {
  try {
    return readRunFile(run, 'outcome.json') as { seconds: number; halted?: unknown };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** How long was asked until then. */
export function secondsOf(run: string): number {
  return ending(run)?.seconds ?? 0;
}

/** Throws a UserError unless they are all the parts of one run, each of them whole. */
export function readShards(folders: readonly string[], cwd: string): ShardRun[] {
  const paths = folders.flatMap((folder) => runsIn(resolve(cwd, folder), folder));
  const shards = paths.map((path) => {
    const manifest = readManifest(path);
    return { path, manifest, seconds: secondsOf(path) };
  });
  refuseErrors(shards.flatMap((shard) => wholeRun(shard)));
  refuseErrors(shards.flatMap((shard) => brokenShard(shard, shards[0]!)));
  refuseErrors(missingShards(shards));
  return shards;
}

/** A run folder, or the parts among the folders in it: an artifact of CI, or `.kshot/runs` with whole runs beside them. */
function runsIn(path: string, shown: string): string[] {
  if (existsSync(join(path, 'manifest.json'))) return [path];
  const places = [path, join(path, 'runs'), join(path, '.kshot/runs')];
  const inside = places
    .filter(isFolder)
    .flatMap((place) => readdirSync(place).map((name) => join(place, name)));
  const parts = inside.filter(
    (place) => existsSync(join(place, 'manifest.json')) && readManifest(place).shard,
  );
  if (parts.length > 0) return parts;
  const help = 'name the folders of the parts: .kshot/runs/…';
  const message = `there is no part of a run in ${shown}`;
  throw new UserError([errorOf('unknown-run', message, undefined, help)]);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function wholeRun({ path, manifest }: ShardRun): Problem[] {
  if (manifest.shard) return [];
  return [cannotMerge(`${basename(path)} is a whole run, not a part of one`, 'leave it out')];
}

function brokenShard({ path, manifest }: ShardRun, first: ShardRun): Problem[] {
  const run = basename(path);
  const shard = manifest.shard!;
  const [change] = [
    ...(shard.of === first.manifest.shard?.of ? [] : ['the number of parts']),
    ...(narrowingOf(manifest) === narrowingOf(first.manifest) ? [] : ['its --row or --cell']),
    ...changesSince(first.manifest, manifest),
  ];
  if (change !== undefined)
    return [cannotMerge(`${run} is a part of another run than ${basename(first.path)}: ${change}`)];
  if (!existsSync(join(path, 'journal.jsonl')))
    return [cannotMerge(`${run} has no journal.jsonl`, 'copy the whole folder of the part')];
  const end = ending(path);
  if (end && !end.halted) return [];
  return [
    cannotMerge(
      `${run}, part ${shard.index} of ${shard.of}, has not ended`,
      `finish it first: kshot resume ${run}`,
    ),
  ];
}

function narrowingOf({ options }: Manifest): string {
  return stableJson([options.rows, options.cell ?? null]);
}

function missingShards(shards: readonly ShardRun[]): Problem[] {
  const { of } = shards[0]!.manifest.shard!;
  const indexes = shards.map(({ manifest }) => manifest.shard!.index);
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter(
    (at) => !indexes.includes(at),
  );
  const twice = indexes.filter((index, at) => indexes.indexOf(index) !== at);
  return [
    ...missing.map((index) =>
      cannotMerge(
        `part ${index} of ${of} is missing`,
        `make it: kshot run … --shard ${index}/${of}`,
      ),
    ),
    ...twice.map((index) =>
      cannotMerge(`part ${index} of ${of} is there twice`, 'leave one of them out'),
    ),
  ];
}

function cannotMerge(message: string, help?: string): Problem {
  return errorOf('cannot-merge', message, undefined, help);
}

/** A new run folder that holds the answers of all parts. */
export function joinShards(home: string, shards: readonly ShardRun[], now: Date): string {
  const { shard: _part, ...whole } = shards[0]!.manifest;
  const manifest = { ...whole, started: now.toISOString() };
  const path = cannotWrite(join(home, 'runs'), () => makeFolder(home, manifest));
  try {
    cannotWrite(path, () => {
      joinJournals(join(path, 'journal.jsonl'), shards);
      disk.write(join(path, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    });
    return path;
  } catch (error) {
    disk.remove(path);
    throw error;
  }
}

function joinJournals(path: string, shards: readonly ShardRun[]): void {
  const journal = disk.open(path);
  try {
    for (const { path: part } of shards) copyLines(join(part, 'journal.jsonl'), journal.append);
  } finally {
    journal.close();
  }
}

const chunkSize = 1_048_576;
const newline = 10;

function copyLines(path: string, append: (bytes: string | Uint8Array) => void): void {
  const file = disk.openToRead(path);
  try {
    const size = file.size();
    for (let offset = 0; offset < size; offset += chunkSize)
      append(file.read(offset, Math.min(chunkSize, size - offset)));
    // Half a line, as a kill leaves it, must not take the first line of the next part with it.
    if (size > 0 && file.read(size - 1, 1)[0] !== newline) append('\n');
  } finally {
    file.close();
  }
}
