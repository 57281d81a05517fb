// Pieces of text in, each on the shelf that is named; shelf by shelf out. What is too much for memory waits in a file.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Shelves {
  put(shelf: string, text: string): void;
  take(shelf: string): Generator<string>;
  close(): void;
}

interface Shelf {
  readonly held: string[];
  /** Where in the file, and how many bytes. */
  readonly stored: (readonly [offset: number, length: number])[];
}

/** Journals are in the order in which answers came, reports by cell. `most` is how many characters are held in memory. */
export function makeShelves(most = 8_388_608): Shelves {
  const shelves = new Map<string, Shelf>();
  let file: ReturnType<typeof makeFile> | undefined;
  let held = 0;
  const store = () => {
    file ??= makeFile();
    for (const shelf of shelves.values())
      if (shelf.held.length > 0) shelf.stored.push(file.append(shelf.held.splice(0).join('')));
    held = 0;
  };
  return {
    put(name, text) {
      const shelf = shelves.get(name) ?? { held: [], stored: [] };
      shelves.set(name, shelf);
      shelf.held.push(text);
      held += text.length;
      if (held > most) store();
    },
    *take(name) {
      const shelf = shelves.get(name);
      for (const [offset, length] of shelf?.stored ?? []) yield file!.read(offset, length);
      yield* shelf?.held ?? [];
    },
    close: () => file?.close(),
  };
}

function makeFile() {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-report-'));
  const file = openSync(join(folder, 'shelves'), 'w+');
  let size = 0;
  return {
    append(text: string): [number, number] {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length;)
        written += writeSync(file, bytes, written, bytes.length - written, size + written);
      const offset = size;
      size += bytes.length;
      return [offset, bytes.length];
    },
    read(offset: number, length: number): string {
      const bytes = Buffer.alloc(length);
      for (let read = 0; read < length;)
        read += readSync(file, bytes, read, length - read, offset + read);
      return bytes.toString();
    },
    close() {
      closeSync(file);
      rmSync(folder, { recursive: true });
    },
  };
}
