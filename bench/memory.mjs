// Peak memory of a whole run at 10,000, 100,000 and 1,000,000 requests: rows × one cell, and rows × ten cells.
// Usage: node bench/memory.mjs [most requests] [provider: echo or loopback]. Takes the built files of dist.
import { readFileSync, writeFileSync } from 'node:fs';
import { cli, makeFolder, measure, startServer, writeTask } from './loopback.mjs';

const [most = '1000000', kind = 'echo'] = process.argv.slice(2);
const server = kind === 'loopback' ? await startServer(0) : undefined;
console.log(`${kind}: peak memory in MiB, seconds, longest stall of the event loop in ms`);
for (const cells of [1, 10])
  for (let requests = 10_000; requests <= Number(most); requests *= 10) {
    const folder = makeFolder();
    const size = { rows: requests / cells, cells, port: server?.port, concurrency: 100 };
    const task = writeTask(folder.path, size);
    if (!server)
      writeFileSync(task, readFileSync(task, 'utf8').replace('model: embedded', 'model: echo'));
    const { rss, wall, stall, code } = await measure([cli, 'run', task, '--no-cache'], {
      cwd: folder.path,
    });
    const figures = [rss, wall, stall].map((figure) => figure.toFixed(0).padStart(8)).join('');
    console.log(
      `${String(requests).padStart(9)} requests, ${cells} cells ${figures}   exit ${code}`,
    );
    folder.remove();
  }
server?.stop();
