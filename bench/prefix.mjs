// Measures what continuing from the state of the prompt before saves: prompt tokens evaluated, and time.
// The model is the one of the tests that copies from its shots; the rows are those of datasets/capitals.csv.
// Needs node-llama-cpp. Run after `npm run build`: node bench/prefix.mjs
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { llamaProvider } from '../dist/provider/llama/llama.js';
import { importFromTests } from './from-tests.mjs';

const shotCounts = [1, 4, 16, 32];
const rowsPerRun = 50;
const params = { temperature: 0, max_tokens: 12, stop: '\n', extra: { threads: 1 } };
const root = new URL('..', import.meta.url);
const { signal } = new AbortController();

function readPrompts(count) {
  const rows = parse(readFileSync(new URL('datasets/capitals.csv', root)), { columns: true });
  const question = ({ country }) => `Country: ${country}\nCapital:`;
  const shots = rows.slice(0, count).map((row) => `${question(row)} ${row.capital}\n`);
  const instruction = 'Name the capital of the country.\n';
  return rows
    .slice(count, count + rowsPerRun)
    .map((row) => instruction + shots.join('') + question(row));
}

async function measure(folder, prompts, reuse) {
  const provider = llamaProvider({ reuse });
  const surroundings = { env: {}, now: Date.now, folder };
  const { transport, close } = await provider.open('copy.gguf', surroundings);
  const ask = (text) =>
    transport({ prompt: { parts: [{ kind: 'query', text }] }, params, trial: 0 }, signal);
  await ask('warm up');
  const texts = [];
  let evaluated = 0;
  const start = performance.now();
  for (const prompt of prompts) {
    const { text, usage } = await ask(prompt);
    texts.push(text);
    evaluated += usage.in - usage.cached;
  }
  const ms = performance.now() - start;
  await close();
  return { texts, evaluated, ms };
}

const folder = mkdtempSync(join(tmpdir(), 'kshot-prefix-'));
try {
  const { copyModel } = await importFromTests('test/gguf/copy-model.ts', folder);
  writeFileSync(join(folder, 'copy.gguf'), copyModel());
  console.log(`${rowsPerRun} rows; prompt tokens evaluated, and time:`);
  for (const count of shotCounts) {
    const prompts = readPrompts(count);
    const anew = await measure(folder, prompts, false);
    const reused = await measure(folder, prompts, true);
    if (anew.texts.join() !== reused.texts.join()) throw new Error('the answers differ');
    const tokens = `${anew.evaluated} -> ${reused.evaluated} tokens (${(anew.evaluated / reused.evaluated).toFixed(1)}x fewer)`;
    const time = `${anew.ms.toFixed(0)} -> ${reused.ms.toFixed(0)} ms (${(anew.ms / reused.ms).toFixed(1)}x faster)`;
    console.log(`${String(count).padStart(2)} shots: ${tokens}, ${time}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
