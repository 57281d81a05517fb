import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeScorer } from '../../src/score/score.ts';
import { scoreFields, scoresOf } from '../../src/score/score-fields.ts';
import { summariseCells, type MetricSummary } from '../../src/stats/cell-summary.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { scoreShapeOf } from '../../src/stats/tally-shape.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';
import { rangeOf } from '../../src/task/metric-range.ts';
import { corpusEntryOf } from '../../src/task/expand-entry.ts';
import { normaliseScoreEntry, scoreEntrySchema } from '../../src/task/score-entry.ts';
import { done } from '../schedule/fixture.ts';
import { subjectOf } from '../score/subject.ts';

type Pair = readonly [answer: string, reference: string];

/** What a scorer makes of a cell with one answer a row, or as many as there are trials. */
async function summaryOf(
  written: unknown,
  pairs: readonly Pair[],
  trials = 1,
): Promise<MetricSummary> {
  const entry = normaliseScoreEntry(scoreEntrySchema.parse(written));
  const scorer = makeScorer(entry);
  const corpus = corpusEntryOf(entry)!;
  const name = entry.metric;
  const kind = 'labels' in corpus.options ? 'binary' : 'graded';
  const info: MetricInfo = { name, kind, better: 'higher', range: rangeOf(entry), corpus };
  const tally = makeTally({
    cells: 1,
    rows: pairs.length / trials,
    trials,
    ...scoreShapeOf([info]),
  });
  for (const [index, [text, reference]] of pairs.entries()) {
    const completion = done(text);
    const score = await scorer(completion, subjectOf([reference]));
    // By way of the journal.
    const fields = scoreFields([info], { scores: [score], expected: [] });
    const scores = scoresOf([info], JSON.parse(JSON.stringify(fields)) as typeof fields);
    const slot = { cell: 0, row: Math.floor(index / trials), trial: index % trials };
    tally.add(slot, { completion, scores });
  }
  return summariseCells(tally, ['it'], [info])[0]!.summary.metrics[name]!;
}

const labels = ['neg', 'neu', 'pos'];
const references = ['pos', 'pos', 'neg', 'neu', 'neg', 'pos', 'neu', 'neg'];
const answers = ['pos', 'neg', 'neg', 'neu', 'pos', 'pos', 'neg', 'what?'];
const pairs: Pair[] = answers.map((answer, index) => [answer, references[index]!]);

test('accuracy is a mean over rows with the interval of one, and tells what was taken for what', async () => {
  expect(await summaryOf({ accuracy: { labels } }, pairs)).toEqual({
    mean: 0.5,
    low: expect.closeTo(0.2152, 4) as number,
    high: expect.closeTo(0.7848, 4) as number,
    n: 8,
    method: 'wilson',
    confusion: {
      labels,
      counts: [
        [1, 0, 1, 1],
        [1, 1, 0, 0],
        [1, 0, 2, 0],
      ],
    },
  });
});

// scikit-learn's definitions, by hand: precision 1/3, 1, 2/3; recall 1/3, 1/2, 2/3.
test('f1 and mcc are of all rows together, with an interval from draws of the rows', async () => {
  const macro = await summaryOf({ f1_macro: { labels } }, pairs);
  expect(macro).toMatchObject({
    mean: expect.closeTo((1 / 3 + 2 / 3 + 2 / 3) / 3, 12),
    n: 8,
    method: 'bootstrap',
  });
  const { low, high } = macro as { low: number; high: number };
  expect([low > 0.1 && low < 0.4, high > 0.75 && high <= 1]).toEqual([true, true]);
  expect(await summaryOf({ f1_macro: { labels } }, pairs)).toEqual(macro);
  expect(await summaryOf({ f1_micro: { labels } }, pairs)).toMatchObject({
    mean: expect.closeTo(8 / 15, 12),
  });
  expect(await summaryOf({ mcc: { labels } }, pairs)).toMatchObject({
    mean: expect.closeTo(12 / Math.sqrt(44 * 42), 12),
  });
});

test('a label may be written otherwise where that is said', async () => {
  const written = { f1_micro: { labels, normalize: ['lower', 'punctuation'] } };
  const shouted = pairs.map(([answer, reference]): Pair => [`${answer.toUpperCase()}!`, reference]);
  expect(await summaryOf(written, shouted)).toEqual(
    await summaryOf({ f1_micro: { labels } }, pairs),
  );
});

test('a row whose right answer is no label is left out', async () => {
  const summary = await summaryOf({ f1_macro: { labels } }, [...pairs, ['pos', 'mixed']]);
  expect(summary).toMatchObject({ n: 8 });
});

test('nothing scored is no score, and one row may be anything', async () => {
  expect(await summaryOf({ mcc: { labels } }, [['pos', '?']])).toEqual({ n: 0 });
  expect(await summaryOf({ mcc: { labels } }, [['pos', 'pos']])).toMatchObject({
    low: -1,
    high: 1,
    n: 1,
  });
  const alone = await summaryOf('corpus_ter', [['a b', 'a b']]);
  expect(alone).toMatchObject({ mean: 0, low: 0, high: null });
});

// Figures of sacrebleu f615c72.
test('the BLEU of a corpus is not the mean of its sentences', async () => {
  const texts: Pair[] = [
    ['The dog bit the man.', 'The dog bit the man.'],
    ["It wasn't surprising.", 'It was not unexpected.'],
    ['The man had just bitten him.', 'The man bit him first.'],
  ];
  const bleu = await summaryOf('corpus_bleu', texts);
  expect(bleu).toMatchObject({
    mean: expect.closeTo(0.4506750632106114, 12),
    n: 3,
    method: 'bootstrap',
  });
  expect(await summaryOf('corpus_chrf', texts)).toMatchObject({
    mean: expect.closeTo(0.50043063606582294, 12),
  });
  expect(await summaryOf('corpus_ter', texts)).toMatchObject({ mean: expect.closeTo(0.5, 12) });
});

test('all answers of a row are drawn together', async () => {
  const twice = pairs.flatMap((pair) => [pair, pair]);
  expect(await summaryOf({ f1_macro: { labels } }, twice, 2)).toEqual({
    ...(await summaryOf({ f1_macro: { labels } }, pairs)),
    confusion: {
      labels,
      counts: [
        [2, 0, 2, 2],
        [2, 2, 0, 0],
        [2, 0, 4, 0],
      ],
    },
  });
});

test('the interval holds the score of labels, and lies in the range', async () => {
  const label = fc.constantFrom(...labels, 'none');
  const rows = fc.array(fc.tuple(label, fc.constantFrom(...labels)), {
    minLength: 2,
    maxLength: 30,
  });
  const metric = fc.constantFrom('f1_macro', 'f1_micro', 'f1_weighted', 'mcc');
  await fc.assert(
    fc.asyncProperty(metric, rows, async (name, drawn) => {
      const summary = await summaryOf({ [name]: { labels } }, drawn);
      const { mean, low, high } = summary as { mean: number; low: number; high: number };
      expect([low >= -1, low <= high, high <= 1, mean >= -1, mean <= 1]).not.toContain(false);
    }),
    { numRuns: 25 },
  );
});

test('of rows in clusters whole clusters are drawn', async () => {
  const entry = normaliseScoreEntry(scoreEntrySchema.parse({ f1_macro: { labels } }));
  const corpus = corpusEntryOf(entry)!;
  const info: MetricInfo = { name: 'f1', kind: 'binary', better: 'higher', range: [0, 1], corpus };
  const scorer = makeScorer(entry);
  const summarised = async (clusterOf: (row: number) => number, times: number) => {
    const all = pairs.flatMap((pair) => Array.from({ length: times }, () => pair));
    const clusters = Uint32Array.from(all, (_, row) => clusterOf(row));
    const shape = { cells: 1, rows: all.length, trials: 1, ...scoreShapeOf([info]) };
    const tally = makeTally({ ...shape, clusters });
    for (const [index, [text, reference]] of all.entries()) {
      const score = await scorer(done(text), subjectOf([reference]));
      tally.add({ cell: 0, row: index, trial: 0 }, { completion: done(text), scores: [score] });
    }
    return summariseCells(tally, ['it'], [info])[0]!.summary.metrics['f1']!;
  };
  const bounds = (summary: MetricSummary) => 'mean' in summary && [summary.low, summary.high];
  // To write every row five times says nothing more, where the copies are known to be such.
  const once = await summarised((row) => row, 1);
  const copies = await summarised((row) => Math.floor(row / 5), 5);
  expect(bounds(copies)).toEqual(bounds(once));
  expect(copies).toMatchObject({ n: 40, clusters: 8, method: 'cluster-bootstrap' });
  expect(await summarised(() => 7, 5)).toMatchObject({ low: 0, high: 1, clusters: 1 });
});
