import { expect, onTestFinished, test } from 'vitest';
import { startServer } from './server.ts';
import { makeFolder, outcomeOf, runsIn, start } from './session.ts';
import { expectWhole, requests, rows } from './whole.ts';

test('two runs at once in one folder share the cache; a third finds all in it', async () => {
  const server = await startServer({ faults: 0.05 });
  const { path: folder, remove } = makeFolder({ url: server.url, rows });
  onTestFinished(() => {
    server.stop();
    remove();
  });
  const two = [start(folder, ['run', 'task.yaml']), start(folder, ['run', 'task.yaml'])];
  const ends = await Promise.all(two.map(({ ended }) => ended));
  const runs = runsIn(folder);
  expect(runs.length).toBe(2);
  for (const run of runs) await expectWhole(folder, ends[0]!, run);
  expect(ends[1]!.exit).toBe(1);
  const before = (await server.received()).length;
  const third = await start(folder, ['run', 'task.yaml']).ended;
  const newest = runsIn(folder).find((run) => !runs.includes(run))!;
  await expectWhole(folder, third, newest);
  expect(outcomeOf(newest).cells.map(({ cached, paid }) => ({ cached, paid }))).toEqual(
    Array.from({ length: 5 }, () => ({ cached: 78, paid: { in: 0, out: 0 } })),
  );
  // A refusal is never kept.
  const asked = (await server.received()).slice(before).map(({ name }) => name.split(' ')[0]);
  expect(asked).toEqual(Array.from({ length: requests / rows }, () => 'r1'));
});
