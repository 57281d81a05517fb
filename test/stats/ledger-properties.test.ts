// Wherever a journal breaks off, the run that goes on with it comes to the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import type { Request } from '../../src/plan/request.ts';
import type { Completion } from '../../src/provider/completion.ts';
import type { JournalLine } from '../../src/schedule/journal-line.ts';
import { pairs } from '../../src/schedule/read-journal.ts';
import type { Score } from '../../src/score/score.ts';
import type { ScoreBoard } from '../../src/score/scorers.ts';
import { summariseCells } from '../../src/stats/cell-summary.ts';
import { openLedger, type Ledger } from '../../src/stats/ledger.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { stream } from '../plan/plan-of.ts';
import { exactMatch, rougeL } from '../report/fixture.ts';
import { cellsOf, done, requestOf, rowOf } from '../schedule/fixture.ts';

const cells = cellsOf({ axes: { temperature: 0 } }, { axes: { temperature: 1 } });
const rows = [0, 1, 2].map((index) => rowOf(index));
const shape = {
  cells: cells.length,
  rows: rows.length,
  trials: 2,
  kinds: ['graded' as const, 'graded' as const],
} as const;

const requests = cells.flatMap((cell) =>
  rows.flatMap((row) =>
    [0, 1].map((trial): Request => {
      const request = requestOf({ cell, row, trial });
      const dropped = (cell.index + row.index + trial) % 3;
      return dropped === 0 ? request : { ...request, prompt: { ...request.prompt, dropped } };
    }),
  ),
);

/** Scores by the text alone, as scorers do. */
const board: ScoreBoard = {
  metrics: [exactMatch, rougeL],
  async score(completion) {
    await Promise.resolve();
    if (completion.status === 'failed') return { scores: [], expected: [] };
    const { length } = completion.text;
    const scores: Score[] = [
      { status: 'scored', value: length % 2 },
      length > 3
        ? { status: 'unscored', why: 'too long' }
        : { status: 'scored', value: length / 3 },
    ];
    return { scores, expected: [] };
  },
};

const completion: fc.Arbitrary<Completion> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ status: 'failed', why: 'timeout' }) },
  {
    weight: 4,
    arbitrary: fc
      .record(
        {
          text: fc.string({ maxLength: 5 }),
          finish: fc.constantFrom('stop', 'length'),
          usage: fc.record({ in: fc.nat(99), out: fc.nat(9), cached: fc.nat(9) }),
          latencyMs: fc.nat(99_999).map((microseconds) => microseconds / 1000),
          cached: fc.constant(true),
        },
        { requiredKeys: ['text', 'finish', 'latencyMs'] },
      )
      .map(({ text, ...fields }) => done(text, fields)),
  },
);

const model = fc.array(completion, { minLength: requests.length, maxLength: requests.length });

async function* linesOf(lines: readonly JournalLine[]): AsyncGenerator<JournalLine> {
  yield* lines;
}

async function ledgerAfter(before: readonly JournalLine[], append?: () => Promise<void>) {
  const lines = [...before];
  const journal = { append: async (...more: readonly JournalLine[]) => void lines.push(...more) };
  const parts = { tally: makeTally(shape), journal: append ? { append } : journal, board, cells };
  const ledger = await openLedger(parts, { pairs: pairs(linesOf(before)), rows: stream(rows) });
  return { ledger, lines };
}

/** Sends what is wanted, and tells how often. */
async function finish(ledger: Ledger, answers: readonly Completion[]): Promise<number> {
  let sent = 0;
  const answering = ledger.answering((request) => {
    sent += 1;
    return Promise.resolve(answers[requests.indexOf(request)]!);
  });
  const wanted = requests.filter(({ cell, row, trial }) => ledger.wants(cell, row, trial));
  for (const request of wanted) {
    const answer = await answering(request, new AbortController().signal);
    await ledger.record(request, answer);
  }
  return sent;
}

function summariesOf({ tally }: Ledger) {
  return summariseCells(tally, [0, 1], board.metrics);
}

test('a journal that is read again says what was counted when it was written', async () => {
  await fc.assert(
    fc.asyncProperty(model, async (answers) => {
      const first = await ledgerAfter([]);
      await finish(first.ledger, answers);
      const again = await ledgerAfter(first.lines);
      expect(summariesOf(again.ledger)).toEqual(summariesOf(first.ledger));
      expect([again.ledger.isFull(), await finish(again.ledger, answers)]).toEqual([true, 0]);
    }),
  );
});

test('wherever a journal breaks off, nothing is asked or counted twice', async () => {
  const cuts = fc.tuple(model, fc.nat(2 * requests.length));
  await fc.assert(
    fc.asyncProperty(cuts, async ([answers, length]) => {
      const whole = await ledgerAfter([]);
      await finish(whole.ledger, answers);
      const kept = whole.lines.slice(0, length);
      const { ledger, lines } = await ledgerAfter(kept);
      const held = kept.filter(({ kind }) => kind === 'answer').length;
      expect(await finish(ledger, answers)).toBe(requests.length - held);
      expect(summariesOf(ledger)).toEqual(summariesOf(whole.ledger));
      expect(lines.map((line) => JSON.stringify(line)).toSorted()).toEqual(
        whole.lines.map((line) => JSON.stringify(line)).toSorted(),
      );
    }),
  );
});

test('nothing counts before it is in the journal', async () => {
  const full = () => {
    throw new UserError([]);
  };
  const { ledger } = await ledgerAfter([], full);
  await expect(ledger.record(requests[0]!, done('a'))).rejects.toThrow(UserError);
  const { cell, row, trial } = requests[0]!;
  expect([ledger.size(), ledger.wants(cell, row, trial)]).toEqual([0, true]);
});
