// The built command in a folder with a task of many requests, as a process that signals and kills are sent to.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Outcome } from '../../src/report/outcome.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import { readResults } from '../../src/schedule/read-journal.ts';

export const temperatures = [0, 0.25, 0.5, 0.75, 1];
export const trials = 2;

/** Requests under way at once. */
export const inFlight = 32;

/** The first trial asks with this one, the second with the next. */
const firstSeed = 100;

export interface TaskOptions {
  readonly url: string;
  readonly rows: number;
  /** Of the text that all prompts begin with, in characters. */
  readonly prefix?: number;
}

/** Row 0 is answered wrongly, row 1 refused: a gate that all are right fails. */
export function makeFolder({ url, rows, prefix = 0 }: TaskOptions) {
  const path = mkdtempSync(join(tmpdir(), 'kshot-torture-'));
  const lines = Array.from({ length: rows }, (_, row) => `r${row},${row},answer ${row}\n`);
  writeFileSync(join(path, 'rows.csv'), `id,item,answer\n${lines.join('')}`);
  writeFileSync(join(path, 'package.json'), '{}');
  writeFileSync(
    join(path, 'task.yaml'),
    `name: torture
template:
  instruction: "Begin.${' Go on.'.repeat(prefix / 8)}"
  input: "Item {{item}}:"
  output: " {{answer}}"
dataset: rows.csv
model: mine:some-model
params: { seed: ${firstSeed}, max_tokens: 8 }
grid: { temperature: [${temperatures.join(', ')}] }
trials: ${trials}
score: [exact_match]
gate: { exact_match: { min: 1, cells: every } }
providers: { mine: { wire: openai-completions, base_url: "${url}" } }
`,
  );
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface Ended {
  /** Null where a kill ended it. */
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Session {
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Resolves when it has acted upon a signal. */
  readonly heard: () => Promise<void>;
  readonly ended: Promise<Ended>;
}

const cli = resolve('dist/bin/kshot.cjs');

/** Tells that a signal has come; what the command does upon it, it does in the same turn. */
const listener = `data:text/javascript,${encodeURIComponent(`
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => process.send(signal));
  process.channel.unref();
`)}`;

export function start(folder: string, args: readonly string[]): Session {
  const child = fork(cli, [...args, '--concurrency', String(inFlight)], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    execArgv: ['--import', listener],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let [out, err] = ['', ''];
  child.stdout!.on('data', (chunk) => (out += String(chunk)));
  child.stderr!.on('data', (chunk) => (err += String(chunk)));
  const ended = once(child, 'close').then(([exit]) => {
    // On a busy machine it lasts long enough for a line of progress.
    const told = err.replaceAll(/^torture [\d,]+\/.*\n/gm, '');
    return { exit: exit as number | null, out, err: told };
  });
  return {
    signal: (signal) => void child.kill(signal),
    heard: async () => void (await once(child, 'message')),
    ended,
  };
}

/** The paths of the runs in a folder. */
export function runsIn(folder: string): string[] {
  const runs = join(folder, '.kshot/runs');
  return readdirSync(runs).map((run) => join(runs, run));
}

export function outcomeOf(run: string): Outcome {
  return JSON.parse(readFileSync(join(run, 'outcome.json'), 'utf8')) as Outcome;
}

export interface Result {
  /** As the server names the request. */
  readonly name: string;
  /** The answer, or why there is none. */
  readonly said: string;
}

/** What its journal holds. */
export async function resultsOf(run: string): Promise<Result[]> {
  const manifest = JSON.parse(readFileSync(join(run, 'manifest.json'), 'utf8')) as Manifest;
  const temperatureOf = new Map(manifest.cells.map(({ id, axes }) => [id, axes['temperature']]));
  const results: Result[] = [];
  for await (const { answer } of readResults(join(run, 'journal.jsonl'))) {
    const { cell, row, trial, text, why } = answer;
    const name = `${row} ${String(temperatureOf.get(cell))} ${firstSeed + trial}`;
    results.push({ name, said: text ?? why ?? '' });
  }
  return results;
}
