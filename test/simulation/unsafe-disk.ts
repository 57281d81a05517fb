// A disk in memory that loses what disks lose: at a kill what was never handed over, at a power cut what was not synced.
import { dirname } from 'node:path';
import type { Disk, DiskFile } from '../../src/schedule/disk.ts';

interface Stored {
  bytes: Buffer;
  /** So much survives a power cut. */
  safe: number;
}

export interface UnsafeDisk {
  /** As the processes of now see it: those from before the last crash can do nothing any more. */
  readonly disk: () => Disk;
  /** The processes are gone. */
  readonly kill: () => void;
  /** Everything is gone that was not synced; `draw` says how much of it reached the disk all the same. */
  readonly cutPower: (draw: () => number) => void;
  readonly textOf: (path: string) => string;
}

function gone(code: string): Error {
  return Object.assign(new Error(code), { code });
}

export function unsafeDisk(): UnsafeDisk {
  const files = new Map<string, Stored>();
  let generation = 0;
  return {
    disk: () => {
      const own = generation;
      return diskOf(files, () => {
        if (own !== generation) throw gone('EIO');
      });
    },
    kill: () => void (generation += 1),
    cutPower(draw) {
      generation += 1;
      for (const file of files.values()) {
        const kept = file.safe + Math.floor(draw() * (file.bytes.length - file.safe + 1));
        file.bytes = file.bytes.subarray(0, kept);
        file.safe = kept;
      }
    },
    textOf: (path) => files.get(path)?.bytes.toString('utf8') ?? '',
  };
}

function diskOf(files: Map<string, Stored>, check: () => void): Disk {
  const make = (path: string): Stored => {
    const file = files.get(path) ?? { bytes: Buffer.alloc(0), safe: 0 };
    files.set(path, file);
    return file;
  };
  return {
    open: (path) => (check(), fileOf(make(path), check)),
    openToRead(path) {
      check();
      const file = files.get(path);
      if (!file) throw gone('ENOENT');
      return fileOf(file, check);
    },
    makeFolder: check,
    list(folder) {
      check();
      const names = [...files.keys()].filter((path) => dirname(path) === folder);
      return names.map((path) => path.slice(folder.length + 1)).toSorted();
    },
    write(path, bytes) {
      check();
      files.set(path, { bytes: Buffer.from(bytes), safe: bytes.length });
    },
    rename(from, to) {
      check();
      const file = files.get(from);
      if (!file) throw gone('ENOENT');
      files.delete(from);
      files.set(to, file);
    },
    remove: (path) => (check(), void files.delete(path)),
  };
}

function fileOf(file: Stored, check: () => void): DiskFile {
  return {
    size: () => (check(), file.bytes.length),
    read: (offset, length) => (check(), Buffer.from(file.bytes.subarray(offset, offset + length))),
    append(bytes) {
      check();
      file.bytes = Buffer.concat([file.bytes, Buffer.from(bytes)]);
    },
    truncate(size) {
      check();
      file.bytes = file.bytes.subarray(0, size);
      file.safe = Math.min(file.safe, size);
    },
    async sync() {
      check();
      file.safe = file.bytes.length;
    },
    close: () => undefined,
  };
}
