// In: chunks of UTF-8. Out: the records of a JSONL file, their fields in the order of the first line; mistakes are reported.

import { errorOf, type Problem } from '../base/problem.ts';
import type { Chunk } from './decode.ts';
import { emptyFile, faultProblem } from './file-problem.ts';
import { keyProblem, type JsonTable } from './json-key-problem.ts';
import { topLevelKeys } from './json-keys.ts';
import { lineProblem, notLines, placeInLine, type TextLine } from './json-line-problem.ts';
import { parseJsonLine } from './json-value.ts';
import { lineCutter, type Line } from './line-cutter.ts';
import { placeOfLine, type Passage } from './place.ts';
import { recordLimit, type Batches, type FileRecord, type Report } from './table.ts';

export interface JsonlFile {
  /** As it is shown. */
  readonly file: string;
  readonly report: Report;
}

export async function* readJsonl(
  chunks: AsyncIterable<Chunk>,
  { file, report }: JsonlFile,
): Batches {
  const cutter = lineCutter();
  const check = jsonlChecker(file, report);
  const rest = (): Passage => ({ file, ...cutter.rest() });
  for await (const { bytes, fault } of chunks) {
    yield check.records(cutter.push(bytes));
    if (fault) return report(() => faultProblem(fault, rest()));
    if (cutter.waiting() > recordLimit) return report(() => endlessLine(rest()));
    if (check.isHopeless()) return;
  }
  yield check.records([cutter.rest()]);
  if (check.isEmpty()) report(() => emptyFile(file));
}

function jsonlChecker(file: string, report: Report) {
  let table: JsonTable | undefined;
  let isFirst = true;
  let hopeless = false;
  return {
    isHopeless: () => hopeless,
    isEmpty: () => isFirst,
    *records(lines: readonly Line[]): Generator<FileRecord> {
      for (const { line, offset, raw } of lines) {
        const text = raw.toString('utf8').trimEnd();
        if (text === '') continue;
        const passage = { file, line, raw, text };
        const document = isFirst ? notLines(passage) : undefined;
        isFirst = false;
        if (document) {
          hopeless = true;
          return report(() => document);
        }
        const read = readLine({ ...passage, offset }, table);
        if ('problem' in read) report(read.problem);
        else {
          table = read.table;
          yield read.record;
        }
      }
    },
  };
}

type ReadLine =
  | { readonly record: FileRecord; readonly table: JsonTable }
  | { readonly problem: () => Problem };

function readLine(
  line: TextLine & { readonly offset: number },
  first: JsonTable | undefined,
): ReadLine {
  const json = parseJsonLine(line.text);
  if (json.state !== 'object') return { problem: () => lineProblem(line, json) };
  const problem = keyProblem(line, json, first);
  if (problem) return { problem };
  const table = first ?? jsonTable(line);
  const fields = table.columns.map((name) => json.values[name] ?? null);
  const { file, line: number, offset, raw } = line;
  return { record: { file, line: number, offset, raw, table, fields }, table };
}

function jsonTable({ line, text: firstText }: TextLine): JsonTable {
  // Not Object.keys, which puts keys like "1" first.
  const columns = topLevelKeys(firstText).map(({ name }) => name);
  return {
    line,
    columns,
    locate(record, column) {
      const text = record.raw.toString('utf8').trimEnd();
      const key = topLevelKeys(text).find(({ name }) => name === columns[column]);
      return key ? placeInLine({ ...record, text }, key) : placeOfLine(record);
    },
  };
}

function endlessLine(rest: Passage): Problem {
  return errorOf(
    'json-syntax',
    `a line longer than ${recordLimit / 2 ** 20} MiB`,
    placeOfLine(rest),
    'JSONL holds one object a line',
  );
}
