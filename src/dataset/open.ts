// In: a path. Out: its bytes as a stream, or what is wrong with the path.

import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { didYouMean } from '../base/distance.ts';
import type { Location } from '../base/location.ts';
import { errorOf, UserError } from '../base/problem.ts';
import { displayPath } from './display-path.ts';

/** `at`: where the path is written. */
export async function openDataset(
  path: string,
  at: Location | undefined,
): Promise<AsyncIterable<Uint8Array>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw await notAFile(path, found.isDirectory(), at);
    const handle = await open(path);
    return handle.createReadStream() as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw await unreadable(path, error, at);
  }
}

async function notAFile(path: string, isDirectory: boolean, at: Location | undefined) {
  const shown = displayPath(path);
  const message = `${shown} is ${isDirectory ? 'a directory' : 'not a regular file'}`;
  const inside = isDirectory ? await dataFilesIn(path) : [];
  const help = isDirectory
    ? `name a file in it${inside.length > 0 ? `: ${inside.join(', ')}` : ''}`
    : 'the data set is read twice: save it to a file';
  return new UserError([errorOf('file-not-found', message, at, help)]);
}

async function unreadable(path: string, error: unknown, at: Location | undefined) {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const shown = displayPath(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const help = await nearest(path);
    return new UserError([errorOf('file-not-found', `there is no file ${shown}`, at, help)]);
  }
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code;
  return new UserError([errorOf('file-not-found', `cannot read ${shown}: ${reason}`, at)]);
}

async function nearest(path: string): Promise<string> {
  const folder = dirname(path);
  const names = await namesIn(folder);
  if (!names) return `there is no folder ${displayPath(folder)} either`;
  const similar = didYouMean(basename(path), names);
  if (similar) return similar;
  const files = await dataFilesIn(folder);
  const listed = files.length > 0 ? files.join(', ') : 'no data files';
  return `${displayPath(folder)} holds ${listed}`;
}

async function dataFilesIn(folder: string): Promise<string[]> {
  const names = (await namesIn(folder)) ?? [];
  return names.filter((name) => /\.(?:csv|tsv|jsonl|ndjson)$/.test(name)).slice(0, 5);
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  return readdir(folder).then(
    (names) => names.toSorted(),
    () => undefined,
  );
}
