import { createRequire } from 'node:module';
import type { Parser } from 'csv-parse';
import { byteQueue } from './byte-queue.ts';
import { cutRecord } from './csv-record.ts';
import { carriageReturn, countBreaks, lineFeed } from './place.ts';
import { recordLimit } from './table.ts';

export interface CsvCut {
  /** The line on which the record starts. */
  readonly line: number;
  /** Of its first byte, from where the text begins: after a byte order mark. */
  readonly offset: number;
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

/**
 * Cuts bytes into records: those that are CSV by the letter here, from the first other one on by csv-parse, which takes ten
 * times as long and is loaded only then. Quoting mistakes are let through: `scanFields` tells where they are.
 */
export function csvCutter(delimiter: string): CsvCutter {
  const tape = csvTape();
  const separator = Buffer.from(delimiter);
  let parser = /["\r\n]/.test(delimiter) ? csvParser(delimiter, tape) : undefined;
  const start = async (bytes: Buffer, final: boolean): Promise<CsvCuts> => {
    tape.append(bytes);
    if (parser) return final ? parser.end() : parser.push(bytes);
    const { cuts, odd } = plainCuts(tape, separator, final);
    if (!odd) return { cuts, failed: false };
    parser = csvParser(delimiter, tape);
    const more = [await parser.push(tape.peek()), ...(final ? [await parser.end()] : [])];
    return {
      cuts: [...cuts, ...more.flatMap((each) => each.cuts)],
      failed: more.some(({ failed }) => failed),
    };
  };
  return {
    push: (bytes) => start(bytes, false),
    end: () => start(Buffer.alloc(0), true),
    rest: () => tape.rest(),
  };
}

/** A longer record is left to csv-parse, which does not begin it anew with every chunk. */
const plainAtMost = 2 ** 18;

function plainCuts(
  tape: Tape,
  separator: Buffer,
  final: boolean,
): { cuts: CsvCut[]; odd: boolean } {
  const cuts: CsvCut[] = [];
  for (;;) {
    const bytes = tape.peek();
    const from = blankLines(bytes);
    if (from === bytes.length) return { cuts, odd: false };
    const record = cutRecord({ bytes, separator, final }, from);
    if (record === 'odd') return { cuts, odd: true };
    if (record === 'unfinished') return { cuts, odd: bytes.length > plainAtMost };
    cuts.push(tape.take({ fields: record.fields, end: tape.offset() + record.end }));
  }
}

/** Cuts what is on the tape, and what is pushed after. */
function csvParser(delimiter: string, tape: Tape): Pick<CsvCutter, 'push' | 'end'> {
  let ends: End[] = [];
  const begin = tape.offset();
  const parser = openParser(delimiter, (fields) =>
    ends.push({ fields, end: begin + parser.info.bytes }),
  );
  const taken = (failed: boolean): CsvCuts => {
    const cuts = ends.map((end) => tape.take(end));
    ends = [];
    return { cuts, failed };
  };
  return {
    push: async (bytes) => taken(await failing((done) => parser.write(bytes, done))),
    end: async () => taken(await failing((done) => parser.end(done))),
  };
}

function openParser(delimiter: string, onRecord: (fields: readonly string[]) => void): Parser {
  // Most files never need it.
  const csvParse = createRequire(import.meta.url)('csv-parse') as typeof import('csv-parse');
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
    if (fields) onRecord(fields);
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

type Tape = ReturnType<typeof csvTape>;

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
    const blank = blankLines(queue.peek());
    if (blank > 0) line += countBreaks(advance(blank));
  };
  return {
    append: queue.append,
    peek: queue.peek,
    offset: () => offset,
    take({ fields, end }: End): CsvCut {
      skipBlankLines();
      const start = { line, offset };
      const raw = advance(end - offset);
      line += countBreaks(raw);
      return { ...start, raw, fields };
    },
    rest() {
      skipBlankLines();
      return { line, offset, raw: queue.peek() };
    },
  };
}

function blankLines(bytes: Buffer): number {
  let length = 0;
  while (bytes[length] === lineFeed || bytes[length] === carriageReturn) length += 1;
  return length;
}
