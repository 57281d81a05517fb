import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheClear, cachePrune, cacheStats } from '../../src/command/cache.ts';
import type { Host } from '../../src/command/host.ts';
import { runCommand } from '../../src/command/run.ts';
import { scripted } from '../servers/scripted.ts';
import { desk } from './desk.ts';
import { onlineTask, rowsCsv } from './online.ts';
import { still } from './stopped.ts';

const stats = async (host: Host) => cacheStats(host);
const clear = async (host: Host) => cacheClear(host);

/** A folder in which a task of so many rows was run, on these days of 2026. */
async function ranOn(days: readonly string[], rows = 4) {
  const server = await scripted();
  let today = '';
  const world = {
    ...still,
    env: { MY_KEY: 'sk-some-key' },
    now: () => new Date(`2026-${today}T12:00:00Z`),
  };
  const task = onlineTask({ url: server.url });
  const own = desk({ 'task.yaml': task, 'rows.csv': rowsCsv(rows) }, world);
  for (const [nth, day] of days.entries()) {
    today = day;
    await own.see((host) =>
      runCommand(host, ['task.yaml'], { set: [`params.max_tokens=${nth + 1}`] }),
    );
  }
  return { ...own, server, files: () => readdirSync(join(own.folder, '.kshot/cache')).length };
}

test('a project without a cache has none to tell of, and none to clear', async () => {
  const { see, list } = desk();
  expect([await see(stats), await see(clear)]).toEqual([
    { exit: 0, out: '0 answers, 0 bytes in 0 segments\n', err: '' },
    { exit: 0, out: 'removed 0 answers, 0 bytes in 0 segments\n', err: '' },
  ]);
  expect(list('.')).not.toContain('.kshot');
});

test('stats tell how many answers there are, how large, and from when', async () => {
  const { see } = await ranOn(['01-05', '03-07']);
  expect(await see(stats)).toEqual({
    exit: 0,
    out: '8 answers, 1.3 kB in 2 segments, from 2026-01-05 to 2026-03-07\n',
    err: '',
  });
});

test('prune removes what is older, and the rest is still answered from', async () => {
  const { see, server } = await ranOn(['01-05', '03-07']);
  expect(await see((host) => cachePrune(host, { olderThan: '30d' }))).toEqual({
    exit: 0,
    out: 'removed 4 answers, 636 bytes in 1 segment\n',
    err: '',
  });
  const sent = server.asked.length;
  for (const most of [2, 1])
    await see((host) => runCommand(host, ['task.yaml'], { set: [`params.max_tokens=${most}`] }));
  expect(server.asked.length - sent).toBe(4);
});

test('prune removes the oldest until the rest is small enough', async () => {
  const { see } = await ranOn(['01-05', '02-05', '03-07']);
  expect(await see((host) => cachePrune(host, { maxSize: '0.7kB' }))).toEqual({
    exit: 0,
    out: 'removed 8 answers, 1.3 kB in 2 segments\n',
    err: '',
  });
  expect((await see(stats)).out).toBe(
    '4 answers, 636 bytes in 1 segment, from 2026-03-07 to 2026-03-07\n',
  );
});

test('clear removes everything', async () => {
  const { see, files } = await ranOn(['01-05']);
  expect([(await see(clear)).out, files()]).toEqual([
    'removed 4 answers, 636 bytes in 1 segment\n',
    0,
  ]);
});

test.each([
  [{}, 'cache prune takes --older-than, --max-size, or both', 'kshot cache prune --older-than 30d'],
  [{ olderThan: '30' }, '--older-than takes a time, not "30"', '12h, 30d or 4w'],
  [{ maxSize: 'much' }, '--max-size takes a size, not "much"', '500MB or 2GB'],
])('prune with %o says what it takes', async (options, message, example) => {
  const { see } = desk();
  expect(await see((host) => cachePrune(host, options))).toEqual({
    exit: 2,
    out: '',
    err: `error[bad-option]: ${message}\n  = help: for instance ${example}\n`,
  });
});
