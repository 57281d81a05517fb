import { expect, test } from 'vitest';
import type { Row } from '../../src/dataset/row.ts';
import type { Completion, Failed } from '../../src/provider/completion.ts';
import { answerLine, scoreLine, type JournalLine } from '../../src/schedule/journal-line.ts';
import { pairs } from '../../src/schedule/read-journal.ts';
import type { ScoreBoard } from '../../src/score/scorers.ts';
import { openLedger, type Ledger } from '../../src/stats/ledger.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { stream } from '../plan/plan-of.ts';
import { exactMatch } from '../report/fixture.ts';
import { cellsOf, done, requestOf, rowOf } from '../schedule/fixture.ts';

const cells = cellsOf({ axes: { temperature: 0 } }, { axes: { temperature: 1 } });
const rows = [0, 1, 2, 3].map((index) => rowOf(index));
const failed: Failed = { status: 'failed', why: 'timeout' };
const failure = { kind: 'status', http: 401, retry: false, fatal: true } as const;
const fatal: Failed = { status: 'failed', why: 'HTTP 401', failure };
const { signal } = new AbortController();

/** The score is the length of the answer. */
const board: ScoreBoard = {
  metrics: [exactMatch],
  score: (completion) =>
    Promise.resolve({
      scores:
        completion.status === 'done' ? [{ status: 'scored', value: completion.text.length }] : [],
      expected: ['blue'],
    }),
};

type Place = readonly [cell: number, row: number, trial?: number];

function request([cell, row, trial = 0]: Place) {
  return requestOf({ cell: cells[cell]!, row: rows[row]!, trial });
}

function answered(place: Place, completion: Completion): JournalLine {
  return answerLine(request(place), completion);
}

function scored(place: Place, value: number): JournalLine {
  return scoreLine(request(place), { scores: { exact_match: value }, expected: ['blue'] });
}

interface Setting {
  readonly trials?: number;
  readonly retryFailed?: boolean;
  readonly known?: readonly Row[];
}

/** What is appended from now on is in `written`. */
async function ledgerOf(lines: readonly JournalLine[], setting: Setting = {}) {
  const { trials = 1, retryFailed, known = rows } = setting;
  const tally = makeTally({ cells: cells.length, rows: known.length, trials, kinds: ['graded'] });
  const written: JournalLine[] = [];
  const journal = { append: async (...more: readonly JournalLine[]) => void written.push(...more) };
  async function* held() {
    yield* lines;
  }
  const before = lines.length > 0 && { pairs: pairs(held()), rows: stream(known) };
  const parts = { tally, journal, board, cells, retryFailed };
  const ledger = await openLedger(parts, before || undefined);
  return { ledger, tally, written };
}

/** As `cell row trial`. */
function wantedBy(ledger: Ledger): string[] {
  const { shape } = ledger.tally;
  return cells.flatMap((cell) =>
    rows.slice(0, shape.rows).flatMap((row) =>
      Array.from({ length: shape.trials }, (_, trial) => trial)
        .filter((trial) => ledger.wants(cell, row, trial))
        .map((trial) => `${cell.index} ${row.index} ${trial}`),
    ),
  );
}

function summaryOf(ledger: Ledger) {
  return {
    wanted: wantedBy(ledger),
    size: ledger.size(),
    full: ledger.isFull(),
    sums: ledger.tally.sums(),
    means: cells.map(({ index }) => [...ledger.tally.rowMeans(index, 0)]),
  };
}

const everything = ['0 0 0', '0 1 0', '0 2 0', '0 3 0', '1 0 0', '1 1 0', '1 2 0', '1 3 0'];

test('a new run wants everything', async () => {
  const { ledger } = await ledgerOf([]);
  expect(summaryOf(ledger)).toEqual({
    wanted: everything,
    size: 0,
    full: false,
    sums: { answered: 0, failed: 0 },
    means: [[], []],
  });
});

const mixed = [
  answered([0, 0], done('one')),
  scored([0, 0], 3),
  answered([0, 1], failed),
  answered([0, 2], failed),
  answered([0, 2], done('three')),
  scored([0, 2], 5),
  answered([0, 3], done('no score')),
  answered([0, 0], done('the same place again')),
  scored([0, 0], 20),
  answered([1, 0], fatal),
  answered([1, 1], failed),
  answered([1, 1], done('no score either')),
  answered([1, 2], failed),
  answered([1, 2], failed),
];

test('everything is counted anew from the journal; what it lacks is wanted, what failed is not', async () => {
  const { ledger, tally, written } = await ledgerOf(mixed);
  expect(summaryOf(ledger)).toEqual({
    wanted: ['0 3 0', '1 0 0', '1 1 0', '1 3 0'],
    size: 5,
    full: false,
    sums: { answered: 2, failed: 3 },
    means: [[3, 5], []],
  });
  expect([0, 1].map((cell) => tally.counts(cell).failed)).toEqual([1, 2]);
  expect(written).toEqual([]);
});

test('where failures are asked again they are wanted, too', async () => {
  const { ledger } = await ledgerOf(mixed, { retryFailed: true });
  expect(wantedBy(ledger)).toEqual(['0 1 0', '0 3 0', '1 0 0', '1 1 0', '1 2 0', '1 3 0']);
});

test('trials are places of their own', async () => {
  const lines = [answered([0, 1, 1], done('ab')), scored([0, 1, 1], 2)];
  const { ledger } = await ledgerOf(lines, { trials: 2, known: rows.slice(0, 2) });
  expect(wantedBy(ledger)).toEqual(['0 0 0', '0 0 1', '0 1 0', '1 0 0', '1 0 1', '1 1 0', '1 1 1']);
});

/** Answers whoever asks, and remembers them. */
function model(answer: Completion) {
  const asked: string[] = [];
  const complete = ({ cell, row }: { cell: { index: number }; row: Row }) => {
    asked.push(`${cell.index} ${row.index}`);
    return Promise.resolve(answer);
  };
  return { asked, complete };
}

/** Asks what is wanted, as a run does. */
async function finish(ledger: Ledger, answer: Completion): Promise<string[]> {
  const { asked, complete } = model(answer);
  const answering = ledger.answering(complete);
  for (const place of wantedBy(ledger)) {
    const [cell, row, trial] = place.split(' ').map(Number);
    const one = request([cell!, row!, trial!]);
    await ledger.record(one, await answering(one, signal));
  }
  return asked;
}

test('an answer without a score is scored, not asked again, and is in the journal once', async () => {
  const { ledger, written } = await ledgerOf(mixed);
  expect(await finish(ledger, done('new'))).toEqual(['1 0', '1 3']);
  expect(written).toEqual([
    scored([0, 3], 8),
    answered([1, 0], done('new')),
    scored([1, 0], 3),
    scored([1, 1], 15),
    answered([1, 3], done('new')),
    scored([1, 3], 3),
  ]);
  expect(summaryOf(ledger)).toEqual({
    wanted: [],
    size: 8,
    full: true,
    sums: { answered: 6, failed: 2 },
    means: [
      [3, 5, 8],
      [3, 15, 3],
    ],
  });
});

test('what failed again is counted once, and is in the journal without a score', async () => {
  const { ledger, written } = await ledgerOf(
    mixed.filter(({ cell }) => cell === 'cell0'),
    { retryFailed: true },
  );
  expect(await finish(ledger, failed)).toEqual(['0 1', '1 0', '1 1', '1 2', '1 3']);
  expect(written.slice(0, 2)).toEqual([answered([0, 1], failed), scored([0, 3], 8)]);
  expect(written.map(({ kind }) => kind).toSorted()).toEqual([
    ...Array.from({ length: 5 }, () => 'answer'),
    'score',
  ]);
  expect([ledger.size(), ledger.tally.sums()]).toEqual([8, { answered: 3, failed: 5 }]);
  // Asked for failures, a run is never full while there are some.
  expect(ledger.isFull()).toBe(false);
});

test('of rows, cells and trials that are not known nothing is counted', async () => {
  const strange = requestOf({ cell: cells[0]!, row: { ...rows[0]!, key: 'gone' } });
  const lines = [
    answerLine(strange, done('x')),
    { ...answered([0, 0], done('x')), cell: 'gone' },
    { ...scored([0, 0], 1), cell: 'gone' },
    { ...answered([0, 1], failed), cell: 'gone' },
    answered([0, 0, 1], done('x')),
    scored([0, 0, 1], 1),
    answered([0, 2], done('known')),
    scored([0, 2], 5),
  ];
  const { ledger } = await ledgerOf(lines);
  expect(summaryOf(ledger)).toEqual({
    wanted: everything.filter((place) => place !== '0 2 0'),
    size: 1,
    full: false,
    sums: { answered: 1, failed: 0 },
    means: [[5], []],
  });
});
