import { expect, test } from 'vitest';
import { departures, elsewhere, runs, type Vector } from './metric-vectors.ts';
import { agrees, readVectors } from './vector-file.ts';

const file = readVectors('metrics.json') as { vectors: readonly Vector[] } | undefined;
const absent = '../shared/vectors/metrics.json is not there: the reference cases were not run';

async function verdict(vector: Vector): Promise<string> {
  const { id, metric, input, options, expected, tolerance } = vector;
  const run = runs[metric];
  if (!run) return elsewhere.includes(metric) ? 'elsewhere' : id;
  const same = agrees(await run(input, options as never), expected, tolerance);
  if (id in departures) return same ? `${id} no longer departs` : `departs: ${departures[id]}`;
  return same ? 'passed' : `${id} failed`;
}

/** One line a metric: how many of its cases came out how. */
async function tableOf(vectors: readonly Vector[]): Promise<string> {
  const verdicts: Record<string, string[]> = {};
  for (const vector of vectors) (verdicts[vector.metric] ??= []).push(await verdict(vector));
  const lines = Object.entries(verdicts).map(([metric, all]) => {
    const kinds = [...new Set(all)].toSorted().toReversed();
    const counts = kinds.map((kind) => all.filter((one) => one === kind).length);
    return `${metric}: ${kinds.map((kind, i) => `${counts[i]} of ${all.length} ${kind}`).join(', ')}`;
  });
  return lines.toSorted().join('\n');
}

test('every reference case of a metric passes, departs knowingly, or waits for its issue', async ({
  skip,
}) => {
  if (!file) skip(absent);
  const table = await tableOf(file!.vectors);
  await expect(`${table}\n`).toMatchFileSnapshot('metric-vectors.txt');
});
