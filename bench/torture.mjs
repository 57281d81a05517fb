// Runs of 1,000 requests whose process is killed at random moments until they end: what is lost, and what is asked twice.
// The rules are those of test/torture; this plays more of them. Usage: node bench/torture.mjs [runs]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const runs = process.argv[2] ?? '50';
const folder = mkdtempSync(join(tmpdir(), 'kshot-torture-bench-'));
const report = join(folder, 'report.json');
const begun = performance.now();
const { status } = spawnSync('npx', ['vitest', 'run', 'test/torture/torture.test.ts'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, KSHOT_TORTURE_RUNS: runs, KSHOT_TORTURE_REPORT: report },
  stdio: 'inherit',
});

const lives = JSON.parse(readFileSync(report, 'utf8'));
const sum = (of) => lives.reduce((total, life) => total + of(life), 0);
const lost = lives.flatMap((life) => life.lost);
const kills = sum((life) => life.kills);
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
console.log(
  `${lives.length} runs, ${kills} kills, ${sum((life) => life.faults)} faults, ${seconds} s`,
);
console.log(`offences: ${sum((life) => life.offences.length)}`);
console.log(
  `under way at a kill and asked again: ${(lost.reduce((a, b) => a + b, 0) / kills).toFixed(1)} on average, ${Math.max(...lost)} at most`,
);
rmSync(folder, { recursive: true });
process.exitCode = status;
