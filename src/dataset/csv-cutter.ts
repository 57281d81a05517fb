import { createRequire } from 'node:module';
import type { Parser } from 'csv-parse';
import { byteQueue } from './byte-queue.ts';
import { carriageReturn, countBreaks, lineFeed } from './place.ts';
import { recordLimit } from './table.ts';

/** The package as its one built file: imported it would be ten. */
const csvParse = createRequire(import.meta.url)('csv-parse') as typeof import('csv-parse');

export interface CsvCut {
  /** The line on which the record starts. */
  readonly line: number;
  /** With its line break. */
  readonly raw: Buffer;
  readonly fields: readonly string[];
}

export interface CsvCutter {
  /** The records that are complete now. */
  readonly push: (bytes: Buffer) => Promise<CsvCuts>;
  /** The last record, if the file does not end in a line break. */
  readonly end: () => Promise<CsvCuts>;
  /** What is left: the beginning of the next record. */
  readonly rest: () => Omit<CsvCut, 'fields'>;
}

export interface CsvCuts {
  readonly cuts: readonly CsvCut[];
  /** The rest is not a record: a quote is open, or it is too long. */
  readonly failed: boolean;
}

interface End {
  readonly fields: readonly string[];
  /** The offset in the file, after the record and its line break. */
  readonly end: number;
}

/** Cuts bytes into records by csv-parse. Quoting mistakes are let through: `scanFields` tells where they are. */
export function csvCutter(delimiter: string): CsvCutter {
  let ends: End[] = [];
  const parser = csvParser(delimiter, (end) => ends.push(end));
  const tape = csvTape();
  const taken = (failed: boolean): CsvCuts => {
    const cuts = ends.map((end) => tape.take(end));
    ends = [];
    return { cuts, failed };
  };
  return {
    async push(bytes) {
      tape.append(bytes);
      return taken(await failing((done) => parser.write(bytes, done)));
    },
    end: async () => taken(await failing((done) => parser.end(done))),
    rest: () => tape.rest(),
  };
}

function csvParser(delimiter: string, onRecord: (end: End) => void): Parser {
  const parser = new csvParse.Parser({
    delimiter,
    // Left to itself csv-parse takes the first line's break for the only one.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: recordLimit,
  });
  // The stream is written to, never read: only at the moment of the push is the offset known at which a record ends,
  // and asking csv-parse for it (`info` or `on_record`) takes twice the time.
  parser.push = (fields: readonly string[] | null) => {
    if (fields) onRecord({ fields, end: parser.info.bytes });
    return true;
  };
  // The error also comes to the callback of `write` or `end`.
  parser.on('error', () => undefined);
  return parser;
}

type Done = (error?: Error | null) => void;

function failing(act: (done: Done) => void): Promise<boolean> {
  return new Promise((resolve) => act((error) => resolve(Boolean(error))));
}

/** The bytes that are not yet cut, with their offset and line. */
function csvTape() {
  const queue = byteQueue();
  let offset = 0;
  let line = 1;
  const advance = (length: number): Buffer => {
    offset += length;
    return queue.take(length);
  };
  const skipBlankLines = () => {
    const held = queue.peek();
    let blank = 0;
    while (held[blank] === lineFeed || held[blank] === carriageReturn) blank += 1;
    if (blank > 0) line += countBreaks(advance(blank));
  };
  return {
    append: queue.append,
    take({ fields, end }: End): CsvCut {
      skipBlankLines();
      const start = line;
      const raw = advance(end - offset);
      line += countBreaks(raw);
      return { line: start, raw, fields };
    },
    rest() {
      skipBlankLines();
      return { line, raw: queue.peek() };
    },
  };
}
