// What an answer from the cache costs: a run whose every request was answered by an earlier one.
// Usage: node bench/cached.mjs [requests] [runs]. Takes the built files of dist.
import { cli, makeFolder, measure, median, startServer, writeTask } from './loopback.mjs';

const [requests = 100_000, runs = 3] = process.argv.slice(2).map(Number);
const cells = 4;
const server = await startServer(0);
const folder = makeFolder();
const at = { cwd: folder.path };
const size = { rows: requests / cells, cells, port: server.port, concurrency: 100 };
const task = writeTask(folder.path, size);
const command = [cli, 'run', task, '--concurrency', '100'];
const first = await measure(command, at);
const small = writeTask(makeFolder().path, { ...size, rows: 1 });
const start = median(await repeat(() => measure([cli, 'check', small], at).then(({ cpu }) => cpu)));
const again = await repeat(() => measure(command, at));
server.stop();
const cpu = median(again.map((run) => run.cpu));
const figures = (run) =>
  `${run.wall.toFixed(1)} s, ${run.cpu.toFixed(1)} s CPU, ${run.rss.toFixed(0)} MiB`;
console.log(`${requests} requests from the server: ${figures(first)}`);
console.log(`${requests} from the cache, each of ${runs} runs: ${again.map(figures).join(' · ')}`);
console.log(
  `CPU ms a request: ${((1000 * cpu) / requests).toFixed(3)} with the start, ${((1000 * (cpu - start)) / requests).toFixed(3)} without`,
);
console.log(/from cache/.test(again[0].out) ? 'all of them were' : again[0].out);
folder.remove();

async function repeat(act) {
  const results = [];
  for (let run = 0; run < runs; run += 1) results.push(await act());
  return results;
}
