// What a whole run costs beside the bare loop: CSV, prompts, journal, scores and table against nothing but HTTP calls.
// Usage: node bench/run.mjs [requests] [in flight] [delay in ms] [runs]. Takes the built files of dist.
import { fileURLToPath } from 'node:url';
import {
  cli,
  makeFolder,
  measure,
  median,
  openBare,
  review,
  startServer,
  writeTask,
} from './loopback.mjs';

if (process.argv[2] === '--bare') await bare(...process.argv.slice(3).map(Number));
else await compare();

async function compare() {
  const given = process.argv.slice(2).map(Number);
  const [requests = 10_000, inFlight = 100, delay = 20, runs = 5] = given;
  const server = await startServer(delay);
  const folder = makeFolder();
  const cells = 4;
  const { port } = server;
  const task = writeTask(folder.path, {
    rows: requests / cells,
    cells,
    port,
    concurrency: inFlight,
  });
  const at = { cwd: folder.path };
  const results = { bare: [], kshot: [] };
  for (let run = 0; run < runs; run += 1) {
    const self = fileURLToPath(import.meta.url);
    results.bare.push(await measure([self, '--bare', requests, inFlight, port], at));
    const flags = [
      '--concurrency',
      String(inFlight),
      ...(process.env.KSHOT_FLAGS ?? '--no-cache').split(' ').filter(Boolean),
    ];
    results.kshot.push(await measure([cli, 'run', task, ...flags], at));
  }
  console.log(`${requests} requests, ${inFlight} in flight, ${delay} ms server, median of ${runs}`);
  console.log('                bare     kshot    ratio');
  for (const what of ['wall', 'cpu', 'rss', 'stall']) {
    const [a, b] = ['bare', 'kshot'].map((name) => median(results[name].map((r) => r[what])));
    console.log(
      `${what.padEnd(8)} ${a.toFixed(2).padStart(11)} ${b.toFixed(2).padStart(9)} ${(b / a).toFixed(2).padStart(8)}`,
    );
  }
  server.stop();
  folder.remove();
}

async function bare(requests, inFlight, port) {
  const { send, close } = openBare(port, inFlight);
  const shots = [1, 2, 3, 4].map((shot) => `Review: ${review(shot)}\nDepartment: kitchen\n\n`);
  let next = 0;
  const worker = async () => {
    while (next < requests) {
      next += 1;
      const prompt = `${shots.join('')}Review: ${review(next)}\nDepartment:`;
      await send({ model: 'm', prompt, max_tokens: 8, temperature: 0, stop: '\n' });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  close();
}
