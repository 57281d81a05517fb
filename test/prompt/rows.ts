// Rows and pools for tests.
import type { Row, Value } from '../../src/dataset/row.ts';
import { makePool, type Pool } from '../../src/prompt/pool.ts';
import { makeSelector, type ShotSettings } from '../../src/prompt/select.ts';
import { compileTemplate } from '../../src/prompt/template.ts';
import { normaliseTemplate } from '../../src/task/template-schema.ts';

export type Values = Readonly<Record<string, Value>>;

export function rowOf(values: Values, key: string, index = 0): Row {
  const own = Object.assign(Object.create(null) as Record<string, Value>, values);
  return { key, index, line: index + 2, values: own };
}

/** `a: 'question -> answer'` for each row, by its key. */
export function rowsOf(table: Readonly<Record<string, string>>): Row[] {
  return Object.entries(table).map(([key, line], index) => {
    const [q = '', a = ''] = line.split(' -> ');
    return rowOf({ q, a }, key, index);
  });
}

export const template = normaliseTemplate({ input: '{{q}}', output: ' {{a}}' });

export function poolOf(rows: readonly Row[]): Pool {
  return makePool({ rows, file: 'pool.csv' }, compileTemplate(template));
}

export const settings: ShotSettings = {
  count: 4,
  select: 'first',
  order: 'given',
  seed: 0,
  per: 'run',
};

/** The keys of the shots that a pool gives a query, in the order in which they are chosen. */
export function chooser(rows: readonly Row[]) {
  const select = makeSelector(poolOf(rows));
  return (given: Partial<ShotSettings>, input = 'asked', key = 'asked'): string =>
    select({ ...settings, ...given }, { key, input })
      .map((shot) => shot.key)
      .join(' ');
}
