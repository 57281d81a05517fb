// A loaded task in, its files read once and found sound out: rows and pool can be read from here on.
import type { Location } from '../base/location.ts';
import { errorOf, refuseErrors, UserError, type Problem } from '../base/problem.ts';
import type { Row } from '../dataset/row.ts';
import { readRows } from '../dataset/rows.ts';
import { surveyDataset, type Survey } from '../dataset/survey.ts';
import type { LocateSource } from '../dataset/unknown-column.ts';
import type { DataSource } from '../task/data-source.ts';
import { locateKey, locateValue, type Path, type YamlFile } from '../task/yaml-file.ts';
import { inFileOrder } from '../task/file-order.ts';
import type { SoundTask } from '../task/sound-task.ts';
import {
  checkColumns,
  readColumn,
  readTemplate,
  usedColumns,
  type ReadText,
} from './check-columns.ts';

/** A file of rows, and how much of it is selected. */
export interface DataFile {
  readonly source: DataSource;
  readonly survey: Survey;
  /** How many rows `dataRows` gives. */
  readonly count: number;
  /** The keys of the only rows that are wanted. */
  readonly only?: ReadonlySet<string>;
}

export async function* dataRows({ source, survey, only }: DataFile): AsyncGenerator<Row> {
  let index = 0;
  for await (const row of readRows(source, survey)) {
    if (only && !only.has(row.key)) continue;
    yield { ...row, index };
    index += 1;
  }
}

/** Only the rows with these keys. Throws a UserError for a key that no row has. */
export async function narrowRows(file: DataFile, keys: readonly string[]): Promise<DataFile> {
  if (keys.length === 0) return file;
  const missing = new Set(keys);
  const some: string[] = [];
  for await (const { key } of dataRows(file)) {
    missing.delete(key);
    if (some.length < 6) some.push(key);
  }
  const known = some.length < 6 ? some : [...some.slice(0, 5), '…'];
  refuseErrors(
    [...missing].map((key) =>
      errorOf(
        'unknown-row',
        `no row has the key "${key}"`,
        undefined,
        `there are ${known.join(', ')}`,
      ),
    ),
  );
  const only = new Set(keys);
  return { ...file, only, count: only.size };
}

/** What a file is for: the texts that are rendered with its rows, and where the task names it. */
export interface DataUse {
  readonly source: DataSource;
  readonly texts: readonly ReadText[];
  readonly path: Path;
}

export interface DataNeeds {
  /** The largest number of shots that is asked for. */
  readonly shots: number;
  /** Whether rows are compared with their own rendered output. */
  readonly output: boolean;
  /** What scorers compare with instead. */
  readonly targets: readonly ReadText[];
}

/** The data set, and the pool if there is a use for it. By default that is the data set, before `limit` and `sample`. */
export function dataUses({ task, templates, file }: SoundTask, needs: DataNeeds): DataUse[] {
  const texts = Object.entries(task.templates).flatMap(([name, template]) =>
    readTemplate(template, templates[name]!),
  );
  const asked = texts.filter(({ field }) => field !== 'output' || needs.output);
  const label =
    task.shots?.label === undefined ? [] : [readColumn(task.shots.label, file, ['shots', 'label'])];
  const solved = [...texts.filter(({ field }) => field !== 'instruction'), ...label];
  const { limit: _limit, sample: _sample, ...whole } = task.dataset;
  const from = task.shots?.from;
  return [
    { source: task.dataset, texts: [...asked, ...needs.targets], path: ['dataset'] },
    ...(needs.shots > 0 || needs.output
      ? [{ source: from ?? whole, texts: solved, path: from ? ['shots', 'from'] : ['dataset'] }]
      : []),
  ];
}

/** Throws a UserError with everything that is wrong with the files, and with the texts over them, in the order of the files; and with what was found before. */
export async function openData(
  uses: readonly DataUse[],
  file: YamlFile,
  before: readonly Problem[] = [],
): Promise<DataFile[]> {
  const problems = [...before, ...uniqueTexts(uses).flatMap((text) => text.problems)];
  const files: DataFile[] = [];
  for (const use of uses) {
    try {
      files.push(await openOne(use, file));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  refuseErrors(inFileOrder(problems, file));
  return files;
}

async function openOne({ source, texts, path }: DataUse, file: YamlFile): Promise<DataFile> {
  const at: LocateSource = (key, column) => locateSource(file, path, key, column);
  const survey = await surveyDataset(source, { used: usedColumns(texts), at });
  refuseErrors(checkColumns(texts, survey.columns, nameOf(source)));
  return { source, survey, count: survey.rows };
}

function nameOf({ path }: DataSource): string {
  return path.split(/[\\/]/).at(-1)!;
}

function locateSource(file: YamlFile, path: Path, key: string, column: string): Location {
  if (key === 'where') return locateKey(file, [...path, key, column]);
  return locateValue(file, [...path, key]);
}

function uniqueTexts(uses: readonly DataUse[]): ReadText[] {
  return [...new Set(uses.flatMap(({ texts }) => texts))];
}

const mostPoolRows = 100_000;

/**
 * The rows of the pool, in memory. When there are too many and shots are asked for, throws a UserError; without shots
 * there is just no pool, and so no reference lines.
 */
export async function readPool(
  file: DataFile | undefined,
  shots: number,
  at: Location,
): Promise<Row[]> {
  if (!file) return [];
  const { survey } = file;
  const isTooLarge = survey.rows > mostPoolRows;
  if (isTooLarge && shots === 0) return [];
  if (isTooLarge) {
    const message = `the pool has ${survey.rows} rows; at most ${mostPoolRows} are kept in memory`;
    const help = 'add shots.from with a limit or a sample';
    throw new UserError([errorOf('pool-too-large', message, at, help)]);
  }
  const rows: Row[] = [];
  for await (const row of dataRows(file)) rows.push(row);
  return rows;
}
