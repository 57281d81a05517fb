// Prompt tokens evaluated in a grid over shots.count and temperature, as kshot sends it (blocks of rows, prompt by prompt, the first of a beginning ahead) and row by row.
// Over a server that remembers beginnings (the model of test/servers/prefix-cache.ts), and with a GGUF model, which has one state (needs node-llama-cpp).
// Run after `npm run build`: node bench/prefix-order.mjs
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { prepare } from '../dist/index.js';
import { requestMaker } from '../dist/plan/plan.js';
import { splitModel } from '../dist/plan/request.js';
import { dataRows } from '../dist/prompt/open-data.js';
import { dispatch } from '../dist/schedule/dispatch.js';
import { nextRequests } from '../dist/sweep/next-requests.js';
import { importFromTests } from './from-tests.mjs';
import { cli, makeFolder, measure, review } from './loopback.mjs';

const rows = { reviews: 96, capitals: 48 };
const inFlight = 32;
const root = new URL('..', import.meta.url);
const folder = makeFolder();
const compiled = join(folder.path, 'compiled');
mkdirSync(compiled);

const template = {
  reviews: `  instruction: Sort the review into a department.
  input: "Review: {{review}}\\nDepartment:"
  output: " {{department}}"
  separator: "\\n\\n"
  stop: "\\n"`,
  capitals: `  instruction: Name the capital of the country.
  input: "Country: {{country}}\\nCapital:"
  output: " {{capital}}"
  separator: "\\n"
  stop: "\\n"`,
};

function writeTask(name, { model, per, counts, extra = '', provider = '' }) {
  const path = join(folder.path, `${name}.yaml`);
  const text = `name: ${name}
template:
${template[name]}
dataset: ${name}.csv
shots: { from: ${name}-pool.csv, select: random, per: ${per} }
model: ${model}
params: { max_tokens: 12${extra} }
grid: { shots.count: [${counts.join(', ')}], temperature: [0, 0.5, 1] }
score: [exact_match]
${provider}
`;
  writeFileSync(path, text);
  return path;
}

function writeReviews() {
  const line = (n) => `r${n},"${review(n)}",kitchen\n`;
  const table = (from, count) =>
    `id,review,department\n${Array.from({ length: count }, (_, at) => line(from + at)).join('')}`;
  writeFileSync(join(folder.path, 'reviews.csv'), table(1000, rows.reviews));
  writeFileSync(join(folder.path, 'reviews-pool.csv'), table(0, 50));
}

function writeCapitals() {
  const [head, ...lines] = readFileSync(new URL('datasets/capitals.csv', root), 'utf8').split('\n');
  const table = (some) => `${[head, ...some].join('\n')}\n`;
  writeFileSync(join(folder.path, 'capitals-pool.csv'), table(lines.slice(0, 40)));
  writeFileSync(join(folder.path, 'capitals.csv'), table(lines.slice(40, 40 + rows.capitals)));
}

/** Sends without going ahead: in the order of `next-requests`, or row by row. */
async function direct(task, order, window) {
  const { plan, data, registry, lines } = await prepare(task, { cwd: folder.path });
  const { provider, model } = splitModel(plan.cells[0].settings.model);
  const surroundings = { env: {}, now: Date.now, folder: folder.path };
  const { transport, close } = await registry.find(provider).open(model, surroundings);
  const requestsOf = requestMaker(plan);
  async function* rowByRow() {
    for await (const row of dataRows(data)) yield requestsOf([row]);
  }
  const ledger = { wants: () => true };
  const noLines = { ...lines, answer: () => Promise.resolve([]) };
  const orders = {
    rows: rowByRow,
    blocks: () => nextRequests({ plan, rows: dataRows(data), ledger, lines: noLines }),
  };
  let evaluated = 0;
  const count = (_, { usage }) => void (evaluated += usage.in - (usage.cached ?? 0));
  const { signal } = new AbortController();
  await dispatch(orders[order](), transport, count, { window, signal });
  await close?.();
  return evaluated;
}

async function asKshot(task) {
  const flags = ['--no-cache', '--concurrency', String(inFlight), '--json'];
  const { out } = await measure([cli, 'run', task, ...flags], { cwd: folder.path });
  const { cells } = JSON.parse(out);
  const sum = (of) => cells.reduce((total, cell) => total + of(cell), 0);
  const all = sum(({ tokens }) => tokens.in);
  return { all, evaluated: all - sum((cell) => cell.prefix_cached ?? 0) };
}

/** A server of completions whose memory can be emptied; `capacity` in blocks of 64 tokens. */
async function startServer(makePrefixCache) {
  let cache;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { tokens, cached, end } = cache.read(JSON.parse(Buffer.concat(chunks)).prompt);
    setTimeout(() => {
      end();
      const choices = [{ index: 0, text: ' kitchen', logprobs: null, finish_reason: 'stop' }];
      const details = { prompt_tokens_details: { cached_tokens: cached } };
      const usage = { prompt_tokens: tokens, completion_tokens: 1, ...details };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ choices, usage }));
    }, 10);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    empty: (capacity) => (cache = makePrefixCache({ capacity })),
    stop: () => server.close(() => undefined) && server.closeAllConnections(),
  };
}

const show = (value) =>
  String(value)
    .replace(/\B(?=(\d{3})+$)/g, ',')
    .padStart(12);
const line = (name, values, last) =>
  console.log(`${name.padEnd(34)}${values.map(show).join('')}  ${last}`);

async function servers() {
  const { makePrefixCache } = await importFromTests('test/servers/prefix-cache.ts', compiled);
  const server = await startServer(makePrefixCache);
  writeReviews();
  const provider = `providers: { mine: { wire: openai-completions, base_url: "http://127.0.0.1:${server.port}/v1" } }`;
  for (const per of ['run', 'row'])
    for (const capacity of [128, 512, 4096]) {
      const task = writeTask('reviews', { model: 'mine:m', per, counts: [0, 4, 8, 16], provider });
      const empty = () => server.empty(capacity);
      empty();
      const apart = await direct(task, 'rows', inFlight);
      empty();
      const blocks = await direct(task, 'blocks', inFlight);
      empty();
      const { all, evaluated } = await asKshot(task);
      const name = `server, ${capacity} blocks, shots per ${per}`;
      line(name, [all, apart, blocks, evaluated], `${(apart / evaluated).toFixed(1)}x fewer`);
    }
  server.stop();
}

async function gguf() {
  const { copyModel } = await importFromTests('test/gguf/copy-model.ts', compiled);
  writeFileSync(join(folder.path, 'copy.gguf'), copyModel());
  writeCapitals();
  for (const per of ['run', 'row']) {
    const model = 'llama:copy.gguf';
    const extra = ', extra: { threads: 1 }';
    const task = writeTask('capitals', { model, per, counts: [0, 4, 8, 16], extra });
    const apart = await direct(task, 'rows', 1);
    const { all, evaluated } = await asKshot(task);
    // Nobody goes ahead: the blocks make all the difference.
    const name = `GGUF, one state, shots per ${per}`;
    line(name, [all, apart, evaluated, evaluated], `${(apart / evaluated).toFixed(1)}x fewer`);
  }
}

console.log(
  `4 counts of shots (0, 4, 8, 16) x 3 temperatures x ${rows.reviews} rows (server) or ${rows.capitals} (GGUF); prompt tokens evaluated:`,
);
console.log(
  `${' '.repeat(34)}${['in all', 'row by row', 'blocks', 'as kshot'].map((head) => head.padStart(12)).join('')}`,
);
await servers();
if (existsSync(new URL('node_modules/node-llama-cpp', root))) await gguf();
else console.log('GGUF: node-llama-cpp is not installed');
folder.remove();
