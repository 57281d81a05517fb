// What starting costs: `kshot --version` and a run of 5 rows, as ratios to `node -e 0`, all taken in turns.
// Usage: node bench/startup.mjs [rounds] [kshot.cjs]. Takes the built files of dist.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [rounds = 21] = process.argv.slice(2).map(Number);
const cli = resolve(
  process.argv[3] ?? fileURLToPath(new URL('../dist/bin/kshot.cjs', import.meta.url)),
);
const folder = mkdtempSync(join(tmpdir(), 'kshot-startup-'));
/** Only a process itself knows its CPU time; a run with this says it, and is not timed. */
const tellCpu = join(folder, 'tell-cpu.cjs');

const commands = {
  'node -e 0': ['-e', '0'],
  'kshot --version': [cli, '--version'],
  'kshot run, 5 rows': [cli, 'run', 'evals/review-sentiment.yaml', '--limit', '5'],
};

try {
  writeFileSync(
    tellCpu,
    `process.on('exit', () => require('node:fs').writeSync(2, '\\ncpu ' + process.cpuUsage().user));`,
  );
  start([cli, 'init']);
  measure();
} finally {
  rmSync(folder, { recursive: true });
}

function measure() {
  const taken = Object.keys(commands).map((name) => ({ name, wall: [], cpu: [] }));
  // The first round warms the caches of the machine.
  for (let round = 0; round <= rounds; round += 1)
    for (const { name, wall, cpu } of taken) {
      const times = [wallOf(commands[name]), cpuOf(commands[name])];
      if (round === 0) continue;
      wall.push(times[0]);
      cpu.push(times[1]);
    }
  print(taken.map(({ name, wall, cpu }) => ({ name, wall: median(wall), cpu: median(cpu) })));
}

function start(args) {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stderr;
}

function wallOf(args) {
  const begun = performance.now();
  start(args);
  return performance.now() - begun;
}

function cpuOf(args) {
  const said = start(['--require', tellCpu, ...args]);
  return Number(said.slice(said.lastIndexOf('cpu ') + 4)) / 1000;
}

function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}

function print([bare, ...ours]) {
  console.log(`Node ${process.version}, median of ${rounds} rounds, in ms and as a ratio to node`);
  console.log(`${''.padEnd(18)}         wall        user CPU`);
  for (const { name, wall, cpu } of [bare, ...ours]) {
    const cells = [cell(wall, bare.wall), cell(cpu, bare.cpu)];
    console.log(`${name.padEnd(18)} ${cells.join('   ')}`);
  }
}

function cell(time, bare) {
  return `${time.toFixed(0).padStart(5)} ${(time / bare).toFixed(2).padStart(6)}`;
}
