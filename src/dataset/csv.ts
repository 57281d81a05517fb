// In: chunks of UTF-8. Out: the records of a CSV file (RFC 4180), each with the line it starts on; mistakes are reported.

import { errorOf, type Problem } from '../base/problem.ts';
import { csvCutter, type CsvCut, type CsvCuts } from './csv-cutter.ts';
import { scanFields } from './csv-fields.ts';
import { headerProblems, wrongDelimiter } from './csv-header.ts';
import { quoteProblem } from './csv-quote-problem.ts';
import type { Chunk } from './decode.ts';
import { emptyFile, faultProblem } from './file-problem.ts';
import { placeOf, placeOfLine, type Passage } from './place.ts';
import { recordLimit, type Batches, type FileRecord, type Report, type Table } from './table.ts';

export interface CsvFile {
  /** As it is shown. */
  readonly file: string;
  /** A comma unless told. */
  readonly delimiter?: string | undefined;
  readonly report: Report;
}

interface Csv extends CsvFile {
  readonly delimiter: string;
  /** The delimiter as bytes. */
  readonly separator: Buffer;
  /** The delimiter was not told. */
  readonly isGuess: boolean;
}

export async function* readCsv(chunks: AsyncIterable<Chunk>, options: CsvFile): Batches {
  const { file, report, delimiter = ',' } = options;
  const isGuess = options.delimiter === undefined;
  const csv = { file, report, delimiter, isGuess, separator: Buffer.from(delimiter) };
  const cutter = csvCutter(delimiter);
  const check = csvChecker(csv);
  const rest = (): Passage => ({ file, ...cutter.rest() });
  for await (const { bytes, fault } of chunks) {
    const { cuts, failed } = await cutter.push(bytes);
    yield check.records(cuts);
    if (fault) return report(() => faultProblem(fault, rest()));
    if (failed) return report(() => unfinished(rest(), csv));
    if (check.isHopeless()) return;
  }
  const { cuts, failed } = await cutter.end();
  yield check.records(cuts);
  if (failed) return report(() => unfinished(rest(), csv));
  check.end();
}

function csvChecker(csv: Csv) {
  let header: { readonly table: Table; readonly passage: Passage } | undefined;
  let count = 0;
  let hopeless = false;
  const begin = (cut: CsvCut) => {
    const passage = { file: csv.file, ...cut };
    const hint = csv.isGuess ? wrongDelimiter(passage) : undefined;
    if (hint) csv.report(() => hint);
    else
      headerProblems(passage, cut.fields, csv.separator).forEach((problem) =>
        csv.report(() => problem),
      );
    hopeless = hint !== undefined;
    return { passage, table: csvTable(cut.fields, csv) };
  };
  return {
    isHopeless: () => hopeless,
    *records(cuts: CsvCuts['cuts']): Generator<FileRecord> {
      for (const cut of cuts) {
        if (hopeless) return;
        if (!header) {
          header = begin(cut);
          continue;
        }
        count += 1;
        const record = { file: csv.file, table: header.table, ...cut };
        const broken = recordProblem(record, csv);
        if (broken) csv.report(broken);
        else yield record;
      }
    },
    end() {
      if (hopeless || count > 0) return;
      csv.report(() => (header ? headerOnly(header.passage) : emptyFile(csv.file)));
    },
  };
}

function csvTable(columns: readonly string[], { separator }: Csv): Table {
  return {
    columns,
    locate(record, column) {
      const span = scanFields(record.raw, separator).spans[column];
      return span ? placeOf(record, span) : placeOfLine(record);
    },
  };
}

function recordProblem(record: FileRecord, csv: Csv): (() => Problem) | undefined {
  if (record.raw.includes(quoteMark)) {
    const { fault } = scanFields(record.raw, csv.separator);
    if (fault) return () => quoteProblem(fault, record);
  }
  if (record.fields.length === record.table.columns.length) return undefined;
  return () => raggedRow(record, csv);
}

const quoteMark = 34;

function raggedRow(record: FileRecord, { delimiter }: Csv): Problem {
  const { columns } = record.table;
  const got = record.fields.length;
  const help =
    got > columns.length
      ? `a field that holds ${shownDelimiter(delimiter)} must stand in double quotes`
      : `the header names ${counted(columns.length)}: ${columns.join(', ')}`;
  const message = `expected ${counted(columns.length)}, got ${got}`;
  return errorOf('ragged-row', message, placeOfLine(record), help);
}

function counted(fields: number): string {
  return fields === 1 ? '1 field' : `${fields} fields`;
}

function shownDelimiter(delimiter: string): string {
  if (delimiter === ',') return 'a comma';
  return delimiter === '\t' ? 'a tab' : `"${delimiter}"`;
}

function headerOnly(header: Passage): Problem {
  const message = 'the file has a header and no rows';
  return errorOf('empty-dataset', message, placeOfLine(header), 'add a line for every row');
}

/** What csv-parse could not finish: the end of the file, or of what is read as one record, lies inside a field. */
function unfinished(rest: Passage, { separator }: Csv): Problem {
  const { fault } = scanFields(rest.raw, separator);
  if (fault) return quoteProblem(fault, rest);
  const message = `a record longer than ${recordLimit / 2 ** 20} MiB`;
  return errorOf('csv-syntax', message, placeOfLine(rest), 'is this a CSV file?');
}
