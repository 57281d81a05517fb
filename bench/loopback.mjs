// What benchmarks of whole processes share: a loopback server of completions, a task for it, and how a process is measured.
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const answer = JSON.stringify({
  id: 'cmpl-1',
  object: 'text_completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, text: ' kitchen\n', logprobs: null, finish_reason: 'stop' }],
  usage: { prompt_tokens: 300, completion_tokens: 4, total_tokens: 304 },
});

if (process.argv[1] === fileURLToPath(import.meta.url)) serve(Number(process.argv[2]));

function serve(delay) {
  const server = createServer((request, response) => {
    request.resume();
    const reply = () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(answer);
    };
    request.on('end', () => (delay > 0 ? setTimeout(reply, delay) : reply()));
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

/** A server that answers everything after so many milliseconds, in a process of its own. */
export async function startServer(delay = 0) {
  const child = fork(fileURLToPath(import.meta.url), [String(delay)]);
  const port = await new Promise((resolve) => child.once('message', resolve));
  return { port, stop: () => child.kill() };
}

/** What everything is held against: node:http with a keep-alive agent, and nothing else. */
export function openBare(port, inFlight) {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const send = (body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      };
      const to = { host: '127.0.0.1', port, path: '/v1/completions', method: 'POST' };
      const request = httpRequest({ ...to, headers, agent }, (response) => {
        let read = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (read += chunk));
        response.on('end', () => resolve(JSON.parse(read).choices[0].text));
      });
      request.on('error', reject);
      request.end(text);
    });
  return { send, close: () => agent.destroy() };
}

export function makeFolder() {
  const path = mkdtempSync(join(tmpdir(), 'kshot-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

const departments = ['kitchen', 'garden', 'books', 'music', 'sports', 'pets'];

/** A review of about 300 characters, another for every number. */
export function review(n) {
  const words = ['sturdy', 'light', 'loud', 'cheap', 'late', 'warm', 'broken', 'bright', 'soft'];
  const some = Array.from({ length: 40 }, (_, i) => words[(n * 7 + i * i + (n >> (i % 9))) % 9]);
  return `Review number ${n}: ${some.join(' ')}.`;
}

/** A task of so many rows and temperatures with four shots from a pool of fifty, and its files. */
export function writeTask(folder, { rows, cells, port, concurrency, scores = ['exact_match'] }) {
  const line = (n) => `r${n},"${review(n)}",${departments[n % 6]}\n`;
  const head = 'id,review,department\n';
  writeFileSync(
    join(folder, 'pool.csv'),
    head + Array.from({ length: 50 }, (_, n) => line(1e7 + n)).join(''),
  );
  const parts = [head];
  for (let n = 0; n < rows; n += 1) parts.push(line(n));
  writeFileSync(join(folder, 'rows.csv'), parts.join(''));
  const temperatures = Array.from({ length: cells }, (_, n) => n / cells);
  writeFileSync(
    join(folder, 'task.yaml'),
    `name: bench
template:
  instruction: "Sort the review into a department: ${departments.join(', ')}."
  input: "Review: {{review}}\\nDepartment:"
  output: " {{department}}"
  separator: "\\n\\n"
  stop: "\\n"
dataset: rows.csv
shots: { from: pool.csv, count: 4 }
${port ? `providers: { mine: { wire: openai-completions, base_url: "http://127.0.0.1:${port}/v1", concurrency: ${concurrency} } }\nmodel: mine:m` : 'model: embedded'}
params: { max_tokens: 8 }
grid: { temperature: [${temperatures.join(', ')}] }
score: [${scores.join(', ')}]
`,
  );
  writeFileSync(join(folder, 'package.json'), '{}');
  return join(folder, 'task.yaml');
}

const probe = `data:text/javascript,${encodeURIComponent(`
import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
const stalls = monitorEventLoopDelay({ resolution: 5 });
stalls.enable();
// What counts is when requests are under way: from the first connection to the last thing written.
const { connect, write } = Socket.prototype;
let writes = -1;
let seen = -1;
let stall = 0;
Socket.prototype.connect = function (...args) {
  if (writes === -1) stalls.reset();
  writes += 1;
  return connect.apply(this, args);
};
Socket.prototype.write = function (...args) {
  writes += 1;
  return write.apply(this, args);
};
setInterval(() => {
  if (writes > seen) stall = stalls.max / 1e6 - 5;
  seen = writes;
}, 50).unref();
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS / 1024, stall };
  writeFileSync(process.env.KSHOT_BENCH_USAGE, JSON.stringify(usage));
});`)}`;

/** Seconds of CPU and wall, MiB of peak memory and the longest stall of the event loop (ms) of a Node process. */
export async function measure(args, { cwd, env = {} }) {
  const file = join(cwd, 'usage.json');
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', probe, ...args], {
    cwd,
    env: { ...process.env, ...env, KSHOT_BENCH_USAGE: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const wall = (performance.now() - begun) / 1000;
  return { code, wall, out, ...JSON.parse(readFileSync(file, 'utf8')) };
}

export const cli = fileURLToPath(new URL('../dist/bin/kshot.cjs', import.meta.url));

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
