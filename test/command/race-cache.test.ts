import { expect, test } from 'vitest';
import type { Outcome } from '../../src/report/outcome.ts';
import { scripted } from '../servers/scripted.ts';
import { online } from './online.ts';
import { still } from './stopped.ts';

const more = `grid: { temperature: [0, 0.1, 0.2, 0.3, 0.4, 0.5] }
sweep: race`;

/** Right the more often, the lower the temperature. */
function racing() {
  return scripted(({ row, call }, response) => {
    const { temperature } = JSON.parse(call.text) as { temperature: number };
    if ((row * 7) % 10 >= 10 * temperature) return false;
    const choices = [{ index: 0, text: ' wrong', logprobs: null, finish_reason: 'stop' }];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ choices, usage: { prompt_tokens: 9, completion_tokens: 1 } }));
    return true;
  });
}

test('a race over answers that the cache has is the same race, and asks nobody', async () => {
  const server = await racing();
  const { run, outcome, read, list } = online({ url: server.url, rows: 60, more, world: still });
  await run({ cache: true, concurrency: '7' });
  const first = outcome();
  const asked = server.asked.length;
  expect(first.sweep).toMatchObject({ winner: 't=0', requests: asked, full_grid: 360 });
  expect(asked).toBeLessThan(300);
  const again = await run({ cache: true, concurrency: '3' });
  expect([again.exit, server.asked.length]).toEqual([0, asked]);
  const name = list('.kshot/runs')[1]!;
  const second = JSON.parse(read(`.kshot/runs/${name}/outcome.json`)) as Outcome;
  expect(second.sweep).toEqual(first.sweep);
});
