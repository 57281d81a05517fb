import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
