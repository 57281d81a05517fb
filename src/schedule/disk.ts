// What journal and cache ask of a disk: appended files that survive a kill, whole files that are never seen half written.
import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface DiskFile {
  /** In bytes. */
  readonly size: () => number;
  /** So many bytes from an offset; fewer where the file ends before. */
  readonly read: (offset: number, length: number) => Buffer;
  /** All of it or nothing: what a full disk took of it is cut off again before the error is thrown. */
  readonly append: (bytes: string | Uint8Array) => void;
  readonly truncate: (size: number) => void;
  /** Resolves when what was appended is safe from a power cut. A kill loses nothing anyway. */
  readonly sync: () => Promise<void>;
  readonly close: () => void;
}

/** Errors are those of Node, with their `code`. Paths are absolute. */
export interface Disk {
  /** To read and append; made where there is none. */
  readonly open: (path: string) => DiskFile;
  /** Throws ENOENT where there is none. */
  readonly openToRead: (path: string) => Omit<DiskFile, 'append' | 'truncate' | 'sync'>;
  /** With all folders above it; fine where it is there. */
  readonly makeFolder: (path: string) => void;
  /** The names in a folder, sorted; none where there is no folder. */
  readonly list: (folder: string) => string[];
  /** The whole file in one step, in place of what was there: nobody ever sees half of it. */
  readonly write: (path: string, bytes: string | Uint8Array) => void;
  readonly rename: (from: string, to: string) => void;
  /** A file or a folder with all it holds; fine where there is none. */
  readonly remove: (path: string) => void;
}

const dataSync = promisify(fdatasync);

function openFile(path: string, flags: 'a+' | 'r'): DiskFile {
  const file = openSync(path, flags);
  return {
    size: () => fstatSync(file).size,
    read: (offset, length) => readAt(file, offset, length),
    append: (bytes) => appendTo(file, typeof bytes === 'string' ? Buffer.from(bytes) : bytes),
    truncate: (size) => ftruncateSync(file, size),
    sync: () => dataSync(file),
    close: () => closeSync(file),
  };
}

function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(file, bytes, filled, length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** A disk that gets full takes the beginning and says so, or fails at the next write. */
function appendTo(file: number, bytes: Uint8Array): void {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written);
  } catch (error) {
    if (written > 0) ftruncateSync(file, fstatSync(file).size - written);
    throw error;
  }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Beside the file, so that the rename stays on one disk; of two processes the last one wins. */
function writeWhole(path: string, bytes: string | Uint8Array): void {
  const draft = join(dirname(path), `.${process.pid}-${(drafts += 1)}.tmp`);
  try {
    writeFileSync(draft, bytes, { flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

let drafts = 0;

export const disk: Disk = {
  open: (path) => openFile(path, 'a+'),
  openToRead: (path) => openFile(path, 'r'),
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  list: listFolder,
  write: writeWhole,
  rename: renameSync,
  remove: (path) => rmSync(path, { recursive: true, force: true }),
};
