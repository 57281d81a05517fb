import { expect, test } from 'vitest';
import { mergeCommand } from '../../src/command/merge.ts';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { refuse, scripted } from '../servers/scripted.ts';
import { desk } from './desk.ts';
import { online } from './online.ts';
import { still } from './stopped.ts';

test('a part may hold a row that is forbidden, and no key is asked for where nothing is sent', async () => {
  const server = await scripted(({ row }, response) => row === 3 && refuse(response, 403));
  const { run, see, host, list, read } = online({ url: server.url, rows: 40, world: still });
  for (const shard of ['1/2', '2/2']) await run({ shard, concurrency: '1' });
  const parts = list('.kshot/runs').map((name) => `.kshot/runs/${name}`);
  const { exit, err } = await see(() => mergeCommand({ ...host, env: {} }, parts, {}));
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  const merged = read(`.kshot/runs/${list('.kshot/runs')[2]}/outcome.json`);
  const { n, answers, failed } = (JSON.parse(merged) as Outcome).cells[0]!;
  expect({ n, answers, failed }).toEqual({ n: 39, answers: 39, failed: 1 });
});

test('a slip in an option is told before parts are merged, and no run is left', async () => {
  const { see, list } = desk();
  for (const shard of ['1/2', '2/2'])
    await see((host) =>
      runCommand(host, ['task.yaml'], { shard, set: ['grid.temperature=[0,1]'] }),
    );
  const { exit, err } = await see((host) => mergeCommand(host, ['.'], { pivot: 'a,b' }));
  expect([exit, err, list('.kshot/runs')]).toEqual([
    2,
    'error[bad-option]: the grid has no axis "a"\n  = help: it has temperature\n',
    ['20260102-030405-colours', '20260102-030405-colours-2'],
  ]);
});

test.each([
  [{ row: ['t1'] }, { row: ['t2'] }],
  [{ cell: 't=0' }, { cell: 't=1' }],
])('parts that were narrowed to %j and to %j are none of one run', async (one, other) => {
  const { see, list } = desk();
  const part = (shard: string, narrowed: RunOptions) =>
    see((host) =>
      runCommand(host, ['task.yaml'], { shard, set: ['grid.temperature=[0,1]'], ...narrowed }),
    );
  expect([(await part('1/2', one)).exit, (await part('2/2', other)).exit]).toEqual([0, 0]);
  const { exit, err } = await see((host) => mergeCommand(host, ['.'], {}));
  expect([exit, err, list('.kshot/runs').length]).toEqual([
    2,
    'error[cannot-merge]: 20260102-030405-colours-2 is a part of another run than 20260102-030405-colours: its --row or --cell\n',
    2,
  ]);
});
