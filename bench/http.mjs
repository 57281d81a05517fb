// What a request costs the client: the whole transport of kshot against a bare node:http keep-alive loop, on one loopback server.
// Usage: node bench/http.mjs [requests] [in flight]. Takes the built files of dist.
import { setMaxListeners } from 'node:events';
import { ownProvider } from '../dist/provider/own-endpoint.js';
import { openBare, startServer } from './loopback.mjs';

const [requests = 3000, inFlight = 32] = process.argv.slice(2).map(Number);
const runs = 5;

const prompt = 'Input: a review of some length, as few-shot prompts are.\nOutput: Good\n\n'.repeat(
  20,
);

await measure();

async function measure() {
  const server = await startServer();
  const { port } = server;
  const loop = openBare(port, inFlight);
  const body = { model: 'm', prompt, temperature: 0, max_tokens: 16 };
  const bare = { send: () => loop.send(body), close: loop.close };
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
  server.stop();
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
