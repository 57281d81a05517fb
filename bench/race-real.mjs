// The race over real completions: a grid of 48 cells on public data (../shared/data), answered by the embedded model, in full and by
// 20 races with rows in different orders. Usage: node bench/race-real.mjs [races, 20 unless given]. Takes the built files of dist.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [races = 20] = process.argv.slice(2).map(Number);
const cli = resolve(import.meta.dirname, '../dist/bin/kshot.cjs');
const data = resolve(import.meta.dirname, '../../shared/data');
const sets = {
  banking10: { label: 'label', rows: 500 },
  clinc_domain10: { label: 'label', rows: 500 },
  subjectivity: { label: 'label', rows: 500 },
};

const taskOf = (name, { label, rows }) => `
name: ${name}
template: { input: "{{text}}\\n=>", output: " {{${label}}}", separator: "\\n\\n", stop: "\\n" }
dataset: { path: ${join(data, `${name}.csv`)}, where: { split: test }, sample: ${rows} }
shots: { from: { path: ${join(data, `${name}.csv`)}, where: { split: train } } }
params: { max_tokens: 8 }
grid:
  shots.count: [1, 2, 3, 4, 6, 8, 12, 16]
  shots.select: [random, balanced, nearest]
  temperature: [0, 0.7]
score: [exact_match]
`;

function runIn(folder, ...options) {
  const args = [cli, 'run', 'task.yaml', '--json', ...options];
  const text = execFileSync(process.execPath, args, {
    cwd: folder,
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(text);
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const meanOf = ({ metrics }) => metrics.exact_match.mean;

/** `means`: what the full grid scored, by the names of its cells. */
function racesOf(folder, budget, means) {
  const most = Math.max(...means.values());
  let [calls, same, wrong, loss] = [0, 0, 0, 0];
  for (let seed = 1; seed <= races; seed += 1) {
    const options = ['--race', '--budget', String(budget), '--set', `sweep.seed=${seed}`];
    const { sweep } = runIn(folder, ...options);
    calls += sweep.requests / sweep.full_grid / races;
    same += Number(means.get(sweep.winner) === most);
    loss += (most - means.get(sweep.winner)) / races;
    const beaten = sweep.cells.filter(({ verdict }) => verdict === 'beaten');
    wrong += Number(beaten.some(({ cell }) => means.get(cell) === most));
  }
  const figures = `${percent(calls)} of the calls, the best cell in ${same} of ${races}, called beaten in ${wrong}`;
  return `  budget ${budget.toFixed(2)}: ${figures}, ${(100 * loss).toFixed(2)} points lost on average`;
}

for (const [name, set] of Object.entries(sets)) {
  if (!existsSync(join(data, `${name}.csv`))) continue;
  const folder = mkdtempSync(join(tmpdir(), 'kshot-race-'));
  try {
    writeFileSync(join(folder, 'task.yaml'), taskOf(name, set));
    const { cells, rows } = runIn(folder);
    const means = new Map(cells.map((cell) => [cell.name, meanOf(cell)]));
    const order = [...means.values()].toSorted((a, b) => b - a);
    console.log(
      `${name}: ${cells.length} cells × ${rows} rows; best ${order[0].toFixed(3)}, second ${order[1].toFixed(3)}, median ${order[cells.length / 2].toFixed(3)}`,
    );
    for (const budget of [1, 1 / 3]) console.log(racesOf(folder, budget, means));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
