import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import { requestMaker } from '../../src/plan/plan.ts';
import { splitModel, type Request } from '../../src/plan/request.ts';
import { dataRows } from '../../src/prompt/open-data.ts';
import type { Complete } from '../../src/provider/provider.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { prepare } from '../../src/run.ts';
import { dispatch } from '../../src/schedule/dispatch.ts';
import { listen } from '../servers/listen.ts';
import { makePrefixCache } from '../servers/prefix-cache.ts';
import { prefixServer, type Read } from '../servers/prefix-server.ts';
import { desk } from './desk.ts';

const inFlight = 32;
const rows = 48;

/** More than a run of these tests ever reads; vLLM has room for some thousand. */
const capacity = 4096;

function reviews(first: number, count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const id = first + at;
    return `r${id},Review ${id}: ${'so and so '.repeat(28)},kitchen\n`;
  });
  return `id,review,department\n${lines.join('')}`;
}

function taskOver(url: string, per: 'run' | 'row'): string {
  return `name: reviews
template:
  instruction: Sort the review into a department.
  input: "Review: {{review}}\\nDepartment:"
  output: " {{department}}"
  separator: "\\n\\n"
dataset: rows.csv
shots: { from: pool.csv, select: random, per: ${per} }
model: mine:some-model
params: { max_tokens: 4 }
grid: { shots.count: [0, 4, 8, 16], temperature: [0, 0.5, 1] }
score: [exact_match]
providers: { mine: { wire: openai-completions, base_url: "${url}/v1" } }
`;
}

const realTime = {
  clock: () => performance.now(),
  sleep: (milliseconds: number, signal: AbortSignal) =>
    setTimeout(milliseconds, undefined, { signal }),
};

async function deskOver(per: 'run' | 'row') {
  const { handler, read } = prefixServer({ capacity });
  const { url } = await listen(handler);
  const files = {
    'task.yaml': taskOver(url, per),
    'rows.csv': reviews(1000, rows),
    'pool.csv': reviews(0, 40),
  };
  return { ...desk(files, realTime), read };
}

/** Tokens of all prompts, those that were evaluated, and how many prompts found not all known that stands before their query. */
function sumsOf(read: readonly Read[]) {
  const tokens = read.reduce((sum, each) => sum + each.tokens, 0);
  const cached = read.reduce((sum, each) => sum + each.cached, 0);
  const wholeBlocks = (prompt: string) => Math.floor(prompt.lastIndexOf('Review: ') / 256);
  const missed = read.filter((each) => each.cached < 64 * wholeBlocks(each.prompt)).length;
  return { tokens, evaluated: tokens - cached, missed };
}

/** The cells of a row after each other, and nobody goes ahead. */
async function rowByRow(per: 'run' | 'row') {
  const { folder, host, read } = await deskOver(per);
  const { plan, data, registry } = await prepare('task.yaml', { cwd: folder });
  const requestsOf = requestMaker(plan);
  async function* requests(): AsyncGenerator<Iterable<Request>> {
    for await (const row of dataRows(data)) yield requestsOf([row]);
  }
  const { provider, model } = splitModel(plan.cells[0]!.settings.model);
  const { transport, close } = await registry
    .find(provider)!
    .open(model, { env: {}, now: Date.now, folder });
  const complete: Complete = async (request, signal) => {
    const answer = await transport(request, signal);
    return answer.status === 'done' ? { ...answer, latencyMs: 0 } : answer;
  };
  await dispatch(requests(), complete, () => undefined, { window: inFlight, signal: host.signal });
  await close?.();
  return sumsOf(read);
}

async function asKshot(per: 'run' | 'row') {
  const { see, read } = await deskOver(per);
  const options = { concurrency: String(inFlight), cache: false, json: true };
  const { out } = await see((host) => runCommand(host, ['task.yaml'], options));
  const { cells } = JSON.parse(out) as Outcome;
  const tokens = cells.reduce((sum, cell) => sum + cell.tokens.in, 0);
  const cached = cells.reduce((sum, cell) => sum + (cell.prefix_cached ?? 0), 0);
  const sums = sumsOf(read);
  // The run counts what the server counted.
  expect([tokens, tokens - cached]).toEqual([sums.tokens, sums.evaluated]);
  return sums;
}

/** With shots: of 4, 8 and 16. */
const countsWithShots = 3;

test('where every row has shots of its own, a server that remembers beginnings reads each once, less than half of the tokens', async () => {
  const [apart, kshot] = [await rowByRow('row'), await asKshot('row')];
  expect({ tokens: kshot.tokens, missed: kshot.missed }).toEqual({
    tokens: apart.tokens,
    missed: rows * countsWithShots,
  });
  expect(kshot.evaluated).toBeLessThan(apart.evaluated / 2);
});

test('where all rows have the same shots they are read once, not by all that are under way at first', async () => {
  const [apart, kshot] = [await rowByRow('run'), await asKshot('run')];
  expect({ tokens: kshot.tokens, missed: kshot.missed }).toEqual({
    tokens: apart.tokens,
    missed: countsWithShots,
  });
  expect(apart.missed).toBeGreaterThan(countsWithShots);
  expect(kshot.evaluated).toBeLessThan(apart.evaluated);
});

test('the model of a server: a beginning is known once it was answered, in whole blocks, the latest used', () => {
  const { read } = makePrefixCache({ block: 2, capacity: 2 });
  const first = read('aaaaaaaabbbbbbbbcc');
  const beside = read('aaaaaaaabbbbbbbbcc');
  first.end();
  const after = read('aaaaaaaabbbbbbbbdd');
  const other = read('aaaaaaaaeeeeeeeeff');
  other.end();
  const again = read('aaaaaaaabbbbbbbbcc');
  const whole = read('aaaaaaaaeeeeeeee');
  const seen = [first, beside, after, other, again, whole];
  expect(seen.map(({ tokens, cached }) => [tokens, cached])).toEqual([
    [5, 0],
    [5, 0],
    [5, 4],
    [5, 2],
    [5, 2],
    [4, 2],
  ]);
});
