import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stopSchema } from '../../src/task/params.ts';
import { readVectors } from '../score/vector-file.ts';
import { groups, inexpressible, type FewShotVector } from './few-shot-vectors.ts';

const file = readVectors('metrics.json') as { vectors: readonly FewShotVector[] } | undefined;
const absent = '../shared/vectors/metrics.json is not there: the few-shot cases were not run';
const cases = (file?.vectors ?? []).filter(({ metric }) => metric in groups);
const possible = cases.filter(({ id }) => !(id in inexpressible));
const page = readFileSync(new URL('../../docs/few-shot-vectors.md', import.meta.url), 'utf8');

function express({ metric, input, options }: FewShotVector): unknown {
  return groups[metric]!(input, options);
}

test('every case that our format can express comes out as expected', ({ skip }) => {
  if (!file) skip(absent);
  const outcomes = possible.map((vector) => ({ id: vector.id, text: express(vector) }));
  expect(outcomes).toEqual(possible.map(({ id, expected }) => ({ id, text: expected })));
});

test('docs/few-shot-vectors.md counts every case', ({ skip }) => {
  if (!file) skip(absent);
  const of = (metric: string, among: readonly FewShotVector[]) =>
    among.filter((vector) => vector.metric === metric).length;
  const lines = Object.keys(groups).map(
    (metric) => `| \`${metric}\` | ${of(metric, possible)} of ${of(metric, cases)} |`,
  );
  const total = `| all | ${possible.length} of ${cases.length} |`;
  expect(tableUnder('## Counts')).toEqual([...lines, total]);
});

test('docs/few-shot-vectors.md names every case that cannot be expressed, and why', () => {
  const lines = Object.entries(inexpressible).map(([id, why]) => `| \`${id}\` | ${why} |`);
  expect(tableUnder('## What cannot be expressed')).toEqual(lines);
});

test('what cannot be expressed is still so', ({ skip }) => {
  if (!file) skip(absent);
  const others = cases.filter(({ id }) => id in inexpressible);
  expect(others.map(({ id }) => id).toSorted()).toEqual(Object.keys(inexpressible).toSorted());
  // findStop passes over an empty stop string; task files refuse it.
  const failing = others.filter(({ id }) => id !== 'stop_truncate-004');
  for (const vector of failing) expect(express(vector)).not.toEqual(vector.expected);
  expect(stopSchema.safeParse(['']).success).toBe(false);
});

/** The lines of the table under a heading, without its head. */
function tableUnder(heading: string): string[] {
  const [, section = ''] = page.split(`${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const lines = own.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => line.replaceAll(/ +/g, ' '));
}
