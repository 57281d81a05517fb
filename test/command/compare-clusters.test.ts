import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { compareCommand, type CompareOptions } from '../../src/command/compare.ts';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import type { Comparison } from '../../src/report/comparison.ts';
import { desk } from './desk.ts';

const first = '20260102-030405-colours';
const second = `${first}-2`;

async function afterRuns(...all: readonly RunOptions[]) {
  const own = desk();
  for (const options of all) await own.see((host) => runCommand(host, ['task.yaml'], options));
  const compare = (a: string, b: string, options: CompareOptions = {}) =>
    own.see((host) => compareCommand(host, [a, b], options));
  const accept = (name: string) => own.see((host) => acceptCommand(host, name));
  return { ...own, compare, accept };
}

const clustered = 'dataset={ path: things.csv, cluster: colour }';

test('rows in clusters are compared by clusters, and few of them are warned of', async () => {
  const { compare, accept } = await afterRuns(
    { set: [clustered] },
    { set: [clustered, 'shots.count=0'] },
    { set: ['shots.count=0'] },
  );
  const { out } = await compare(first, second);
  const lines = out.split('\n');
  expect(lines.filter((line) => /^exact_match|^warning|│ exact_match/.test(line)).join('\n'))
    .toMatchInlineSnapshot(`
    "│ exact_match │ default │ ≈ │ 1.000 │ 0.000 │ -1.000 [-1.000, +0.684] │ 0.5000 │ 4 │      0 │     4 │    0 │ 0.700 │
    exact_match: the interval of what so few rows may have missed, p by random signs of clusters, 2 clusters
    warning: only 2 clusters: with fewer than 20 the interval is too narrow"
  `);
  // Which rows belong together is known where one side tells it.
  const figures = async (a: string, b: string) => {
    const { comparisons } = JSON.parse((await compare(a, b, { json: true })).out) as Comparison;
    const { method, test: by, clusters, p } = comparisons[0]!.paired!;
    return [method, by, clusters, p];
  };
  await accept(first);
  const byClusters = ['no-spread', 'cluster-sign-flip', 2, 0.5];
  expect([
    await figures(first, second),
    await figures(first, `${first}-3`),
    await figures(`${first}-3`, first),
    await figures('baseline', `${first}-3`),
  ]).toEqual([byClusters, byClusters, byClusters, byClusters]);
});

test('of runs whose journals tell no clusters it is told that the intervals are too narrow', async () => {
  const { compare, folder, read } = await afterRuns({ set: [clustered] });
  const journal = `.kshot/runs/${first}/journal.jsonl`;
  const older = read(journal).replaceAll(/"cluster":"\w+",/g, '');
  writeFileSync(join(folder, journal), older);
  const { out } = await compare(first, first);
  expect(out.split('\n').at(-2)).toBe(
    'warning: rows come in clusters, which these runs do not tell: the intervals take each row for independent, and are too narrow',
  );
});
