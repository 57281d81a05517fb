// Measures the embedded model on the data sets of ../shared/data against the figures of its prototype.
// Run after `npm run build`: node bench/embedded.mjs
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { bm25 } from '../dist/base/bm25.js';
import { seededRandom } from '../dist/base/random.js';
import { words } from '../dist/base/words.js';
import { countTokens, generate, neutralSampling } from '../dist/embedded/model.js';

const data = new URL('../../shared/data/', import.meta.url);
const counts = [1, 4, 8, 16, 32];
const rowsPerCell = 300;
const pointsAllowed = 3;

const prototype = [
  {
    set: 'subjectivity',
    noun: 'sentence',
    random: [50.7, 51.3, 54.7, 54.3, 62.0],
    nearest: [78.7, 80.0, 83.3, 85.3, 85.3],
  },
  {
    set: 'clinc_domain10',
    noun: 'question',
    random: [12.0, 17.3, 22.0, 27.0, 30.7],
    nearest: [89.7, 89.0, 90.3, 92.0, 91.3],
  },
  {
    set: 'banking10',
    noun: 'question',
    random: [5.3, 24.7, 35.3, 55.3, 72.0],
    nearest: [96.7, 98.3, 98.0, 97.7, 97.0],
  },
];

const greedy = { ...neutralSampling, temperature: 0, max_tokens: 20, stop: ['\n'] };

function readRows(name) {
  return parse(readFileSync(new URL(`${name}.csv`, data), 'utf8'), { columns: true });
}

function split(rows, limit) {
  return {
    pool: rows.filter((row) => row.split === 'train'),
    queries: rows.filter((row) => row.split === 'test').slice(0, limit),
  };
}

/** The 32 shots of a row, best first: k shots are the first k, and the best stands last in the prompt. */
function selectors(pool, field) {
  const index = bm25(pool.map((row) => words(row[field])));
  const byScore = (row) => {
    const scores = index.scores(words(row[field]));
    return [...pool.keys()]
      .sort((a, b) => scores[b] - scores[a] || a - b)
      .slice(0, 32)
      .map((i) => pool[i]);
  };
  const shuffled = (row) => {
    const random = seededRandom('bench', row.id);
    const chosen = new Set();
    while (chosen.size < 32) chosen.add(Math.floor(random() * pool.length));
    return [...chosen].map((i) => pool[i]);
  };
  return { random: shuffled, nearest: byScore };
}

function labelsOf(pool) {
  return [...new Set(pool.map(({ label }) => label))].sort((a, b) => (a < b ? -1 : 1));
}

function labelPrompt(noun, labels, shots, query) {
  const blocks = shots.toReversed().map(({ text, label }) => `Text: ${text}\nLabel: ${label}`);
  const instruction = `Classify the ${noun}. Answer with one of: ${labels.join(', ')}.`;
  return [instruction, ...blocks, `Text: ${query.text}\nLabel:`].join('\n\n');
}

function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Two standard errors of a share in percent. */
function twoErrors(points) {
  return 2 * Math.sqrt((points * (100 - points)) / rowsPerCell);
}

/** One line a selection: what was reached, the prototype's figure, the points by which it may fall short. */
function measureLabels({ set, noun, ...figures }) {
  const rows = readRows(set);
  const { pool, queries } = split(rows, rowsPerCell);
  const labels = labelsOf(pool);
  const select = selectors(pool, 'text');
  return ['random', 'nearest'].flatMap((way) => {
    const ranked = queries.map((query) => select[way](query));
    const isRight = (query, shots) => {
      const prompt = labelPrompt(noun, labels, shots, query);
      return generate(prompt, greedy).text.trim() === query.label;
    };
    const reached = counts.map(
      (k) => 100 * mean(queries.map((query, i) => Number(isRight(query, ranked[i].slice(0, k))))),
    );
    const cells = counts.map((k, i) =>
      judge(`k=${k}`, reached[i], figures[way][i], pointsAllowed + twoErrors(figures[way][i])),
    );
    cells.push(judge('mean', mean(reached), mean(figures[way]), pointsAllowed));
    console.log(`${set}, ${way} shots`);
    for (const { line } of cells) console.log(line);
    return cells;
  });
}

function judge(name, reached, wanted, allowed) {
  const passed = reached >= wanted - allowed;
  const figures = [reached, wanted, allowed].map((value) => value.toFixed(1).padStart(6));
  const verdict = passed ? 'pass' : 'FAIL';
  return {
    passed,
    line: `  ${name.padEnd(6)}${figures[0]}  prototype${figures[1]} -${figures[2].trim().padEnd(4)} ${verdict}`,
  };
}

function rouge1(candidate, reference) {
  const left = new Map();
  for (const word of words(reference)) left.set(word, (left.get(word) ?? 0) + 1);
  const found = words(candidate);
  let shared = 0;
  for (const word of found)
    if ((left.get(word) ?? 0) > 0) {
      shared += 1;
      left.set(word, left.get(word) - 1);
    }
  return (200 * shared) / (found.length + words(reference).length);
}

function firstSentence(text) {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

function summaryPrompt(shots, query) {
  const blocks = shots
    .toReversed()
    .map(({ abstract, tldr }) => `Abstract: ${abstract}\nTLDR: ${tldr}`);
  return [
    'Summarize the abstract in one sentence.',
    ...blocks,
    `Abstract: ${query.abstract}\nTLDR:`,
  ].join('\n\n');
}

/** ROUGE-1 F1 of the generated sentence against that of the abstract's first. */
function measureSummaries() {
  const { pool, queries } = split(readRows('scitldr'), 250);
  const { nearest } = selectors(pool, 'abstract');
  const lead = mean(queries.map((row) => rouge1(firstSentence(row.abstract), row.tldr)));
  const reached = mean(
    queries.map((query) => {
      const prompt = summaryPrompt(nearest(query).slice(0, 8), query);
      return rouge1(generate(prompt, { ...greedy, max_tokens: 60 }).text, query.tldr);
    }),
  );
  const passed = reached >= lead + 4;
  console.log('scitldr, ROUGE-1 F1');
  console.log(
    `  first sentence ${lead.toFixed(1)}, nearest 8 ${reached.toFixed(1)}, wanted ${(lead + 4).toFixed(1)} ${passed ? 'pass' : 'FAIL'}`,
  );
  return [{ passed }];
}

function medianMilliseconds(prompts, sampling) {
  const times = prompts.map((prompt) => {
    const start = performance.now();
    generate(prompt, sampling);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[times.length >> 1];
}

function measureSpeed() {
  const banking = split(readRows('banking10'), rowsPerCell);
  const labels = labelsOf(banking.pool);
  const { nearest } = selectors(banking.pool, 'text');
  const short = banking.queries.map((query) =>
    labelPrompt('question', labels, nearest(query).slice(0, 8), query),
  );
  const summaries = split(readRows('scitldr'), 30);
  const long = summaries.queries.map((query) => summaryPrompt(summaries.pool.slice(0, 32), query));
  const forty = { ...greedy, stop: [], max_tokens: 40 };
  medianMilliseconds([...short, ...long], greedy);
  console.log('median time of a completion');
  console.log(
    `  a label at k=8, ${countTokens(short[0])} prompt tokens: ${medianMilliseconds(short, greedy).toFixed(2)} ms`,
  );
  console.log(
    `  40 tokens, ${countTokens(long[0])} prompt tokens: ${medianMilliseconds(long, forty).toFixed(1)} ms`,
  );
}

if (existsSync(data)) {
  const verdicts = [...prototype.flatMap(measureLabels), ...measureSummaries()];
  measureSpeed();
  if (verdicts.some(({ passed }) => !passed)) process.exitCode = 1;
} else console.log(`The data sets are not here (${data.pathname}): nothing is measured.`);
