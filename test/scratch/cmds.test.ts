import { expect, test } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer, refuse, scripted } from '../servers/scripted.ts';
import { listen, sendJson } from '../servers/listen.ts';
import { runCommand } from '../../src/command/run.ts';
import { resumeCommand } from '../../src/command/resume.ts';
import { mergeCommand } from '../../src/command/merge.ts';
import { online, key } from '../command/online.ts';
import { desk } from '../command/desk.ts';
import { still, interrupted } from '../command/stopped.ts';

test('403 about one row: merge', async () => {
  const server = await scripted(
    ({ row, attempt }, response) => row === 3 && refuse(response, 403, {}, 'flagged'),
  );
  const own = online({ url: server.url, rows: 8, world: still });
  console.log((await own.run({ shard: '1/2', concurrency: '1' })).out.slice(0, 1500));
  await own.run({ shard: '2/2', concurrency: '1' });
  const runs = own.list('.kshot/runs').map((r) => `.kshot/runs/${r}`);
  const m = await own.see((host) => mergeCommand(host, runs, {}));
  console.log(m);
});
test('403 about one row: resume sends again', async () => {
  const server = await scripted(
    ({ row, attempt }, response) => row === 3 && refuse(response, 403, {}, 'flagged'),
  );
  const own = online({ url: server.url, rows: 8, world: still });
  await own.run({ concurrency: '1' });
  console.log(server.asked);
  await own.resume({ concurrency: '1' });
  console.log(server.asked);
});
test('merge needs keys?', async () => {
  const server = await scripted();
  const own = online({ url: server.url, rows: 8, world: still });
  await own.run({ shard: '1/2', concurrency: '1' });
  await own.run({ shard: '2/2', concurrency: '1' });
  const runs = own.list('.kshot/runs').map((r) => `.kshot/runs/${r}`);
  const m = await own.see((host) => mergeCommand({ ...host, env: {} }, runs, {}));
  console.log(m);
});
test('budget and cache', async () => {
  const server = await scripted();
  const own = online({
    url: server.url,
    rows: 8,
    world: still,
    provider: 'price: { input: 1000, output: 0 }',
  });
  await own.run({ concurrency: '1', cache: true, set: ['dataset.limit=4'] });
  const r = await own.run({ concurrency: '1', cache: true, maxCost: '3' });
  console.log(r, server.asked);
});
test('client stops share a cache key', async () => {
  const server = await scripted(({ row }, response) => {
    sendJson(response, 200, {
      choices: [{ index: 0, text: ` answer ${row} X more Y`, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    });
    return true;
  });
  const own = online({ url: server.url, rows: 2, world: still, more: 'client_stop: true' });
  await own.run({ concurrency: '1', cache: true, set: ['params.stop=["a1","a2","a3","a4"," X"]'] });
  await own.run({ concurrency: '1', cache: true, set: ['params.stop=["a1","a2","a3","a4"," Y"]'] });
  console.log(
    server.asked,
    own
      .list('.kshot/runs')
      .map((r) => own.read(`.kshot/runs/${r}/journal.jsonl`).match(/"text":"[^"]*"/g)),
  );
});
test('resume with a bad pivot and out', async () => {
  const own = await interrupted(20);
  console.log(await own.resume({ concurrency: '1', pivot: 'nope,x' }), own.server.asked.length);
  const own2 = await interrupted(20);
  console.log(
    await own2.resume({ concurrency: '1', out: 'nowhere/x.csv' }).catch((e) => e),
    own2.server.asked.length,
  );
});
test('template named path', async () => {
  const own = await interrupted(20);
  const text = own.read('task.yaml');
  console.log(text);
});
test('row keys that hold a secret', async () => {
  const server = await scripted();
  const rows =
    'id,item,answer\n' + [0, 1, 2].map((i) => `customer_id-${i},${i},answer ${i}\n`).join('');
  const own = online({
    url: server.url,
    rows: 3,
    world: { ...still, env: { SORT_KEY: 'customer_id' } },
    files: { 'rows.csv': rows },
  });
  await own.run({ concurrency: '1' });
  await own.resume({ concurrency: '1' });
  console.log(server.asked);
});
