import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { statsOf } from '../../../src/schedule/cache/upkeep.ts';
import { thisProcess } from '../../../src/schedule/cache/this-process.ts';
import { disk } from '../../../src/schedule/disk.ts';
import { temporaryFolder } from '../fixture.ts';
import { filesIn, found, makeWorld, upTo } from './fixture.ts';

const script = fileURLToPath(new URL('child.mjs', import.meta.url));

function start(task: string, folder: string, from: number, count = 0) {
  return fork(script, [task, folder, String(from), String(count)]);
}

interface Report {
  /** What it did not find, though it must, or found with another text. */
  readonly wrong: readonly (readonly [name: number, text?: string | null])[];
  readonly warnings: readonly string[];
}

async function ended(child: ReturnType<typeof fork>): Promise<Report> {
  const [[message]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return message as Report;
}

const fine: Report = { wrong: [], warnings: [] };

function realWorld() {
  const now = () => new Date();
  return makeWorld().as({ now, ...thisProcess(now) });
}

test('three processes write and read one folder, and each finds what it wrote', async () => {
  const folder = temporaryFolder();
  const writers = [0, 1000, 2000].map((from) => start('write', folder, from, 1000));
  expect(await Promise.all(writers.map(ended))).toEqual([fine, fine, fine]);
  const world = realWorld();
  expect(found(folder, world, upTo(3100))).toEqual(upTo(3000));
  expect(statsOf(folder, disk)).toMatchObject({ answers: 3000, segments: 60, damaged: [] });
  expect(filesIn(folder)).toMatchObject({ answers: 60, format: 1 });
  expect(world.warnings).toEqual([]);
});

test('one process merges and prunes while others read and write', async () => {
  const folder = temporaryFolder();
  const children = [
    start('prune', folder, 0, 400),
    start('read', folder, 0, 1500),
    start('write', folder, 1000, 400),
  ];
  const [pruned, read, written] = await Promise.all(children.map(ended));
  expect([pruned, read]).toEqual([fine, fine]);
  // What was sealed may be pruned at once, and is missed then; but nothing is found wrong.
  expect(written!.warnings).toEqual([]);
  expect(written!.wrong.filter(([, text]) => typeof text === 'string')).toEqual([]);
  const world = realWorld();
  expect(found(folder, world, upTo(400)).length).toBeGreaterThan(300);
  expect(world.warnings).toEqual([]);
});

test('what a process said it kept is there after it was killed', async () => {
  const folder = temporaryFolder();
  const world = realWorld();
  const counts = [20, 49, 50, 51, 130];
  for (const [round, count] of counts.entries()) {
    const child = start('putForEver', folder, round * 1000);
    let kept = 0;
    child.on('message', () => {
      kept += 1;
      if (kept === count) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const names = upTo(kept).map((name) => round * 1000 + name);
    expect(kept).toBeGreaterThanOrEqual(count);
    expect(found(folder, world, names)).toEqual(names);
  }
  expect(world.warnings).toEqual([]);
});
