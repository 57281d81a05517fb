// Where a record lies in, its text out. Files stay open: the last ones used.
import type { DiskFile } from '../disk.ts';
import type { Place } from './place.ts';
import { isSound, keyOf, textOf } from './record.ts';
import type { Found } from './read-index.ts';
import { leaveOut, tellDamagedRecords, troubleOf } from './trouble.ts';

export interface SegmentReader {
  /** Undefined where the file is gone, the record is damaged or it is that of another key. */
  readonly text: (key: string, found: Found) => string | undefined;
  readonly close: () => void;
}

const mostOpen = 64;

type File = Pick<DiskFile, 'read' | 'close'>;

export function makeSegmentReader(place: Place): SegmentReader {
  const open = new Map<string, File>();
  return {
    text(key, { segment, offset, length }) {
      if (place.leftOut.has(segment)) return undefined;
      try {
        const line = fileOf(place, open, segment).read(offset, length);
        if (isSound(line)) return keyOf(line) === key ? textOf(line) : undefined;
        tellDamagedRecords(place, segment);
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble !== 'passing') leaveOut(place, segment, trouble);
      }
      return undefined;
    },
    close() {
      for (const file of open.values()) file.close();
      open.clear();
    },
  };
}

/** A map keeps the order of its keys: the first was used longest ago. */
function fileOf({ disk, pathOf }: Place, open: Map<string, File>, segment: string): File {
  const file = open.get(segment) ?? disk.openToRead(pathOf(segment));
  open.delete(segment);
  open.set(segment, file);
  if (open.size > mostOpen) {
    const [oldest, unused] = open.entries().next().value!;
    unused.close();
    open.delete(oldest);
  }
  return file;
}
