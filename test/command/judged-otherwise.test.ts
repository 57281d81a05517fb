import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { compareCommand } from '../../src/command/compare.ts';
import { runCommand } from '../../src/command/run.ts';
import { court, mixed } from './court.ts';

test('another judge, or another rubric, is another metric: it is not held against the one before', async () => {
  const { see } = await court(mixed, '      weight: 1\ngate: { judge: { max_drop: 0 } }');
  const run = (...set: string[]) => see((host) => runCommand(host, ['task.yaml'], { set }));
  await run();
  await see((host) => acceptCommand(host, undefined));
  const { out } = await run('score.0.judge.model=referee:lenient');
  expect(out.slice(out.indexOf('? judge'), out.indexOf('\nwarning'))).toMatchInlineSnapshot(`
    "? judge max_drop 0: inconclusive in default: the baseline does not have the cell and metric
      compared with 20260102-030405-judged: task.baseline.jsonl
      not compared: scored otherwise in each: 2 metrics: judge, weighted
    "
  `);
  await run('score.0.judge.rubric.input="Thing: {{thing}} Answer {{completion}}?"');
  const names = ['-judged-2', '-judged-3'] as const;
  const compared = (name: string) =>
    see((host) => compareCommand(host, ['baseline', name], {})).then((told) =>
      told.out.split('\n').filter((line) => line.startsWith('not compared')),
    );
  expect(await Promise.all(names.map(compared))).toEqual([
    ['not compared: scored otherwise in each: 2 metrics: judge, weighted'],
    ['not compared: scored otherwise in each: 2 metrics: judge, weighted'],
  ]);
  await run('score.0.judge.human=human');
  const same = await see((host) => compareCommand(host, ['baseline', '-judged-4'], {}));
  expect(same.out).toContain('only B has 1 metric: judge_kappa');
});
