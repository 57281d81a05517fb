import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { displayPath } from '../../src/dataset/display-path.ts';
import type { Row } from '../../src/dataset/row.ts';
import { readRows } from '../../src/dataset/rows.ts';
import { surveyDataset, type SurveyOptions } from '../../src/dataset/survey.ts';
import type { DataSource } from '../../src/task/data-source.ts';

type SourceOptions = Partial<Omit<DataSource, 'path'>>;

/** A folder of data files that lives as long as the tests of one file; in messages it is called `data`. */
export function dataFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-dataset-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  const shown = (text: string) => text.replaceAll(displayPath(folder), 'data');
  return {
    path,
    shown,
    write(name: string, content: string | Uint8Array, options: SourceOptions = {}): DataSource {
      writeFileSync(path(name), content);
      return { path: path(name), where: {}, seed: 1, ...options };
    },
    /** The problems of a data source as they are printed. */
    async problems(source: DataSource, options: SurveyOptions = {}): Promise<string> {
      const outcome = await surveyDataset(source, options).catch((error: unknown) => error);
      if (!(outcome instanceof UserError))
        throw new Error('expected a UserError', { cause: outcome });
      return shown(outcome.message);
    },
  };
}

export async function rowsOf(source: DataSource): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(source, await surveyDataset(source))) rows.push(row);
  return rows;
}

export async function keysOf(source: DataSource): Promise<string[]> {
  return (await rowsOf(source)).map(({ key }) => key);
}

/** The values of each row as an ordinary object. */
export async function valuesOf(source: DataSource): Promise<object[]> {
  return (await rowsOf(source)).map(({ values }) => ({ ...values }));
}
