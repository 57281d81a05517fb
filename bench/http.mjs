// What a request costs the client: the whole transport of kshot against a bare node:http keep-alive loop, on one loopback server.
// Usage: node bench/http.mjs [requests] [in flight]. Takes the built files of dist.
import { fork } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { createServer, Agent, request as httpRequest } from 'node:http';
import { ownProvider } from '../dist/provider/own-endpoint.js';

const [requests = 3000, inFlight = 32] = process.argv.slice(2).map(Number);
const runs = 5;

const answer = JSON.stringify({
  id: 'cmpl-1',
  object: 'text_completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, text: ' A Good Game', logprobs: null, finish_reason: 'stop' }],
  usage: { prompt_tokens: 300, completion_tokens: 4, total_tokens: 304 },
});
const prompt = 'Input: a review of some length, as few-shot prompts are.\nOutput: Good\n\n'.repeat(
  20,
);

if (process.argv.includes('--serve')) serve();
else await measure();

function serve() {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(answer);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

async function measure() {
  const server = fork(new URL(import.meta.url), ['--serve']);
  const port = await new Promise((resolve) => server.once('message', resolve));
  const bare = openBare(port);
  const ours = await openOurs(port);
  for (const send of [bare.send, ours.send]) await timed(send);
  const results = { bare: [], ours: [] };
  for (let run = 0; run < runs; run += 1) {
    results.bare.push(await timed(bare.send));
    results.ours.push(await timed(ours.send));
  }
  print(results);
  bare.close();
  await ours.close();
  server.kill();
}

function openBare(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const body = JSON.stringify({ model: 'm', prompt, temperature: 0, max_tokens: 16 });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const options = { host: '127.0.0.1', port, path: '/v1/completions', method: 'POST', headers };
  const send = () =>
    new Promise((resolve, reject) => {
      const request = httpRequest({ ...options, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve(JSON.parse(text).choices[0].text));
      });
      request.on('error', reject);
      request.end(body);
    });
  return { send, close: () => agent.destroy() };
}

async function openOurs(port) {
  const settings = { wire: 'openai-completions', base_url: `http://127.0.0.1:${port}/v1` };
  const provider = ownProvider('mine', settings);
  const { transport, close } = await provider.open('m', { env: {}, now: Date.now, folder: '.' });
  const request = {
    provider: 'mine',
    model: 'm',
    mode: 'text',
    trial: 0,
    prompt: { parts: [{ kind: 'query', text: prompt }], shots: [] },
    params: { temperature: 0, max_tokens: 16 },
  };
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return {
    close,
    send: async () => {
      const answered = await transport(request, signal);
      if (answered.status !== 'done') throw new Error(answered.why);
    },
  };
}

/** Microseconds a request, of this process and by the clock on the wall. */
async function timed(send) {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  let left = requests;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await send();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const { user, system } = process.cpuUsage(cpu);
  const wall = (performance.now() - begun) * 1000;
  return { cpu: (user + system) / requests, wall: wall / requests };
}

function print(results) {
  const median = (name, what) =>
    results[name].map((run) => run[what]).toSorted((a, b) => a - b)[Math.floor(runs / 2)];
  console.log(`${requests} requests, ${inFlight} in flight, median of ${runs} runs`);
  console.log('µs a request   node:http   kshot   ratio');
  for (const what of ['cpu', 'wall']) {
    const [bare, ours] = [median('bare', what), median('ours', what)];
    const cells = [bare.toFixed(0).padStart(9), ours.toFixed(0).padStart(7)];
    console.log(`${what.padEnd(12)} ${cells.join(' ')}   ${(ours / bare).toFixed(2).padStart(6)}`);
  }
}
