import { expect, test } from 'vitest';
import { requestMaker } from '../../src/plan/plan.ts';
import { dataRows } from '../../src/prompt/open-data.ts';
import { prepare } from '../../src/run.ts';
import { parseOverride } from '../../src/task/override.ts';
import { taskFolder } from './task-folder.ts';

const animals = ['ant', 'bear', 'cat', 'dog', 'elk', 'fox', 'goat', 'hare', 'ant', 'black cat'];
const task = `name: t
template: { input: "{{q}}", output: " {{a}}" }
dataset: rows.csv
score: [exact_match]
shots: { count: 3, seed: 5 }
grid:
  shots.select: [first, random, balanced, nearest]
  shots.order: [given, shuffled, similar-last, p0]
`;
const folder = taskFolder({
  'task.yaml': task,
  'rows.csv': `q,a\n${animals.map((animal) => `${animal},${animal.length}`).join('\n')}\n`,
});

async function shotsOf(...set: readonly string[]): Promise<Map<string, string[]>> {
  const { plan, data } = await prepare('task.yaml', {
    cwd: folder.path,
    set: set.map((text) => parseOverride(text)),
  });
  const shots = new Map<string, string[]>();
  for await (const row of dataRows(data)) {
    const all = Array.from(requestMaker(plan)([row]), ({ prompt }) => prompt.shots.join(' '));
    shots.set(row.key, all);
  }
  return shots;
}

test.for(['run', 'row'])(
  'the shots of a row do not depend on limit and sample, per %s',
  async (per) => {
    const whole = await shotsOf(`shots.per=${per}`);
    expect(whole.size).toBe(10);
    for (const narrow of ['dataset.limit=2', 'dataset.limit=7', 'dataset.sample=3']) {
      const some = await shotsOf(`shots.per=${per}`, narrow);
      expect([...some]).toEqual([...whole].filter(([key]) => some.has(key)));
    }
  },
);

test('the shots of a row do not depend on what else the grid holds', async () => {
  const whole = await shotsOf();
  const one = await shotsOf('grid.shots.select=[nearest]');
  expect([...one.values()]).toEqual(Array.from(whole.values(), (all) => all.slice(12)));
});
