import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/report/outcome.ts';
import { meanOf } from '../../src/stats/cell-summary.ts';
import { sendJson } from '../servers/listen.ts';
import { scripted } from '../servers/scripted.ts';
import { online } from './online.ts';
import { still, upTo } from './stopped.ts';

test('answers that are cut elsewhere here are not taken from the cache, though the same is sent', async () => {
  const server = await scripted((_, response) => {
    const choices = [{ index: 0, text: ' one X two Y three', finish_reason: 'length' }];
    sendJson(response, 200, { choices });
    return true;
  });
  const more = 'client_stop: true';
  const { run, folder, list } = online({ url: server.url, rows: 2, more, world: still });
  for (const stop of [' X', ' Y', ' X'])
    await run({ cache: true, concurrency: '1', set: [`params.stop=["a","b","c","d","${stop}"]`] });
  const journals = list('.kshot/runs').map((id) =>
    readFileSync(`${folder}/.kshot/runs/${id}/journal.jsonl`, 'utf8').match(/"text":"[^"]*"/g),
  );
  expect(journals).toEqual([
    ['"text":" one"', '"text":" one"'],
    ['"text":" one X two"', '"text":" one X two"'],
    ['"text":" one"', '"text":" one"'],
  ]);
  expect(server.asked).toEqual([...upTo(2), ...upTo(2)]);
});

test('an answer that holds a secret is not kept: without that, it would score otherwise', async () => {
  const server = await scripted();
  const world = { ...still, env: { SORT_KEY: 'answer 1' } };
  const { run, read, list } = online({ url: server.url, rows: 3, world });
  for (let time = 0; time < 2; time += 1) await run({ cache: true, concurrency: '1' });
  const scores = list('.kshot/runs').map((id) => {
    const { cells } = JSON.parse(read(`.kshot/runs/${id}/outcome.json`)) as Outcome;
    return { cached: cells[0]!.cached, exact: meanOf(cells[0]!, 'exact_match') };
  });
  expect(scores).toEqual([
    { cached: undefined, exact: 1 },
    { cached: 2, exact: 1 },
  ]);
  expect(server.asked).toEqual([...upTo(3), 1]);
});
