// Answers in, lines of a new segment out. Each segment is written by exactly one store.
import type { DiskFile } from '../disk.ts';
import { prefixOf } from './entry.ts';
import type { Coverage } from './index-form.ts';
import type { Place } from './place.ts';
import { recordOf } from './record.ts';
import { makeTable, type Table } from './table.ts';

export interface SegmentWriter {
  readonly segment: string;
  readonly table: Table;
  /** Throws the errors of the disk; then nothing was written. */
  readonly put: (key: string, text: string) => void;
  readonly isFull: () => boolean;
  readonly covered: () => Coverage;
  readonly close: () => void;
}

/** The folder must be there. */
export function beginSegment(place: Place): SegmentWriter {
  const segment = `${place.newName()}.answers`;
  const file: DiskFile = place.disk.open(place.pathOf(segment));
  const table = makeTable();
  const { segmentAnswers, segmentBytes } = place.limits;
  let bytes = 0;
  return {
    segment,
    table,
    put(key, text) {
      const line = recordOf(key, text);
      file.append(line);
      table.set(prefixOf(key), { offset: bytes, length: line.length });
      bytes += line.length;
    },
    isFull: () => table.size() >= segmentAnswers || bytes >= segmentBytes,
    covered: () => ({ segment, bytes, answers: table.size() }),
    close: () => file.close(),
  };
}
