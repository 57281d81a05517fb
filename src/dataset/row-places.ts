// In: a surveyed file. Out: where each of its selected rows stands, so that they can be read in any order.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { DataSource } from '../task/data-source.ts';
import { knownRowKeys } from './key.ts';
import { throwAtOnce } from './problems.ts';
import { isJsonl, readRecords, recordsOf } from './read.ts';
import type { Row } from './row.ts';
import { rowOf } from './rows.ts';
import { fileChanged, selectRecords, type Selection } from './select.ts';
import type { FileRecord } from './table.ts';

export interface RowPlaces {
  /** The indices of all rows, those of the lowest rank first. */
  readonly order: Uint32Array;
  /** The rows of some indices. Throws a UserError where the file was written to meanwhile. */
  readonly read: (indices: Uint32Array) => Promise<Row[]>;
  readonly close: () => Promise<void>;
}

export interface PlacedRows {
  readonly source: DataSource;
  readonly survey: Selection;
  /** The keys of the only rows that are wanted. */
  readonly only?: ReadonlySet<string>;
}

/** Keeps 20 bytes a row, no text. `rankOf` makes a number of a key; of equal ones the first comes first. */
export async function placeRows(
  { source, survey, only }: PlacedRows,
  rankOf: (key: string) => number,
): Promise<RowPlaces> {
  const file = await openAtRest(source);
  try {
    const places = emptyPlaces(survey.rows);
    const isWanted = (key: string) => only?.has(key) ?? true;
    for await (const batch of selectRecords(source, survey))
      for (const { record, key } of batch) places.add(record, key, isWanted(key) && rankOf(key));
    const head = await headOf(file, source);
    const order = places.order();
    return {
      order,
      read: (indices) => readRowsAt({ file, head, source, survey, places }, indices),
      close: file.close,
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

type Places = ReturnType<typeof emptyPlaces>;

function emptyPlaces(rows: number) {
  const [offsets, ranks] = [new Float64Array(rows), new Float64Array(rows)];
  const [lengths, lines] = [new Uint32Array(rows), new Uint32Array(rows)];
  /** Of keys that are told apart by `~2`, `~3`, which are few. */
  const keys = new Map<number, string>();
  let count = 0;
  return {
    /** Without a rank it is passed over. */
    add({ offset, raw, line }: FileRecord, key: string, rank: number | false) {
      if (rank === false) return;
      [offsets[count], lengths[count], lines[count]] = [offset, raw.length, line];
      ranks[count] = rank;
      if (/~\d+$/.test(key)) keys.set(count, key);
      count += 1;
    },
    at: (index: number) => ({
      offset: offsets[index]!,
      length: lengths[index]!,
      line: lines[index]!,
      key: keys.get(index),
    }),
    order: () =>
      Uint32Array.from({ length: count }, (_, index) => index).sort(
        (a, b) => ranks[a]! - ranks[b]! || a - b,
      ),
  };
}

interface AtRest {
  readonly read: (offset: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

/** A file that must not change as long as it is open. */
async function openAtRest(source: DataSource): Promise<AtRest> {
  const handle = await open(source.path);
  const before = await stateOf(handle);
  return {
    async read(offset, length) {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await handle.read(bytes, 0, length, offset);
      if (bytesRead < length || (await stateOf(handle)) !== before) throw fileChanged(source);
      return bytes;
    },
    close: () => handle.close(),
  };
}

async function stateOf(handle: FileHandle): Promise<string> {
  const { size, mtimeMs } = await handle.stat();
  return `${size} ${mtimeMs}`;
}

/** What every record is read after: the header, or of JSONL the first line, which says what the columns are. */
interface Head {
  readonly bytes: Buffer;
  /** How many records it holds itself. */
  readonly records: number;
  /** Where the text begins. */
  readonly start: number;
}

async function headOf(file: AtRest, source: DataSource): Promise<Head> {
  const mark = Buffer.from('\uFEFF');
  const start = (await file.read(0, mark.length)).equals(mark) ? mark.length : 0;
  const first = await firstRecord(source);
  const records = isJsonl(source.path) ? 1 : 0;
  const length = start + first.offset + records * first.raw.length;
  return { bytes: await file.read(0, length), records, start };
}

async function firstRecord(source: DataSource): Promise<FileRecord> {
  const reading = { report: throwAtOnce, hash: createHash('sha256') };
  for await (const batch of readRecords(source, reading)) for (const record of batch) return record;
  throw fileChanged(source);
}

interface Reading extends Pick<PlacedRows, 'source' | 'survey'> {
  readonly file: AtRest;
  readonly head: Head;
  readonly places: Places;
}

/** They are joined to a small file of the same head, and read as that. */
async function readRowsAt(reading: Reading, indices: Uint32Array): Promise<Row[]> {
  const { file, head, source, survey, places } = reading;
  const parts: Buffer[] = [head.bytes];
  for (const index of indices) {
    const { offset, length } = places.at(index);
    parts.push(await file.read(head.start + offset, length), lineBreak);
  }
  const rows: Row[] = [];
  let left = head.records;
  for await (const batch of recordsOf([Buffer.concat(parts)], source, throwAtOnce))
    for (const record of batch) {
      left -= 1;
      if (left >= 0) continue;
      const index = indices[rows.length]!;
      const { line, key: repeated } = places.at(index);
      // A new one each time: it must not tell this record from those before it.
      const key = repeated ?? knownRowKeys(source, survey.columns, throwAtOnce)(record)!;
      rows.push(rowOf({ record: { ...record, line }, key }, index, source.cluster));
    }
  return rows;
}

/** The last record of a file may have none; blank lines are passed over. */
const lineBreak = Buffer.from('\n');
