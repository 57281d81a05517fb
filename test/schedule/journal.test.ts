import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  openJournal,
  pairs,
  readJournal,
  type AnswerLine,
  type JournalLine,
  type ScoreLine,
} from '../../src/schedule/journal.ts';
import { cellsOf, collect, done, requestOf, rowOf, temporaryFolder } from './fixture.ts';

const [cell] = cellsOf({});
const asItIs = (text: string) => text;

function linesOf(path: string): Promise<JournalLine[]> {
  return collect(readJournal(path));
}

test('answers and scores come back with all their fields', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = openJournal(path, asItIs);
  const request = requestOf({ cell: cell!, row: rowOf(7), trial: 2 });
  const logprobs = [{ token: ' a', logprob: -0.25, top: [{ token: ' b', logprob: -1.5 }] }];
  const usage = { in: 12, out: 3 };
  const changes = { usage, logprobs, finish: 'end', finishRaw: 'eos', latencyMs: 1.23456 } as const;
  journal.answer(request, done(' blue', changes));
  const scores = { exact_match: 1, rouge_l: { unscored: 'no reference' } };
  journal.score(request, { scores, expected: ['blue', 'Blue'] });
  journal.close();
  expect(await linesOf(path)).toEqual([
    {
      kind: 'answer',
      cell: 'cell0',
      row: 'r7',
      trial: 2,
      status: 'done',
      text: ' blue',
      finish: 'end',
      finish_raw: 'eos',
      tokens: { in: 12, out: 3 },
      latency_ms: 1.235,
      logprobs,
      shots: ['s1'],
    },
    { kind: 'score', cell: 'cell0', row: 'r7', trial: 2, scores, expected: ['blue', 'Blue'] },
  ]);
});

test('a failed answer has a reason; what a provider does not tell is absent', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = openJournal(path, asItIs);
  journal.answer(requestOf(), { status: 'failed', why: '429: slow down' });
  journal.answer(requestOf({ row: rowOf(1) }), done(''));
  journal.close();
  expect(await linesOf(path)).toEqual([
    {
      kind: 'answer',
      cell: 'cell0',
      row: 'r0',
      trial: 0,
      status: 'failed',
      why: '429: slow down',
      shots: ['s1'],
    },
    {
      kind: 'answer',
      cell: 'cell0',
      row: 'r1',
      trial: 0,
      status: 'done',
      text: '',
      finish: 'stop',
      finish_raw: 'stop',
      latency_ms: 1,
      shots: ['s1'],
    },
  ]);
});

test('a line is in the file as soon as it is written', () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = openJournal(path, asItIs);
  journal.answer(requestOf(), { status: 'failed', why: 'timeout' });
  const written = readFileSync(path, 'utf8');
  journal.close();
  expect(written).toBe(
    '{"kind":"answer","cell":"cell0","row":"r0","trial":0,"status":"failed","why":"timeout","shots":["s1"]}\n',
  );
});

test('line breaks of every kind in an answer leave it on one line of valid JSON', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = openJournal(path, asItIs);
  const text = 'a\nb\r\nc\rd\u2028e\u2029f\u0085g\v\f';
  journal.answer(requestOf(), done(text));
  journal.score(requestOf(), { scores: { 'a\u2028b': 1 }, expected: [text] });
  journal.close();
  const [answer, score] = (await linesOf(path)) as [AnswerLine, ScoreLine];
  expect([answer.text, score.scores, score.expected]).toEqual([text, { 'a\u2028b': 1 }, [text]]);
  const raw = readFileSync(path, 'utf8');
  expect(raw.split(/\n|\r|\u2028|\u2029/)).toHaveLength(3);
  expect(
    raw
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([answer, score]);
});

test('any text comes back as it was', async () => {
  const folder = temporaryFolder();
  const texts = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 });
  let count = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const path = join(folder, `${(count += 1)}.jsonl`);
      const journal = openJournal(path, asItIs);
      for (const text of given) journal.answer(requestOf(), done(text));
      journal.close();
      const lines = (await linesOf(path)) as AnswerLine[];
      expect(lines.map(({ text }) => text)).toEqual(given);
    }),
  );
});

test('a journal that is opened again is continued', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  for (const index of [0, 1]) {
    const journal = openJournal(path, asItIs);
    journal.answer(requestOf({ row: rowOf(index) }), done(''));
    journal.close();
  }
  expect((await linesOf(path)).map(({ row }) => row)).toEqual(['r0', 'r1']);
});

test('a torn last line is passed over, wherever it is torn', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = openJournal(path, asItIs);
  journal.answer(requestOf(), done('ä'));
  journal.close();
  const whole = readFileSync(path);
  for (let length = 0; length < whole.length - 1; length += 1) {
    writeFileSync(path, whole);
    appendFileSync(path, whole.subarray(0, length));
    expect(await linesOf(path)).toHaveLength(1);
  }
});

test('an empty journal has no lines', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  openJournal(path, asItIs).close();
  expect(await linesOf(path)).toEqual([]);
});

test('a score finds its answer however their lines are interleaved', async () => {
  const answer = (row: string, trial = 0, text = ''): AnswerLine => {
    return { kind: 'answer', cell: 'c', row, trial, status: 'done', text, shots: [] };
  };
  const score = (row: string, trial: number, value: number): ScoreLine => {
    return { kind: 'score', cell: 'c', row, trial, scores: { f1: value }, expected: [] };
  };
  async function* lines() {
    yield* [answer('a'), answer('b'), score('b', 0, 0.5), answer('a', 1), answer('d', 0, 'first')];
    yield* [score('a', 1, 1), score('a', 0, 0), score('nobody', 0, 1), answer('d', 0, 'again')];
  }
  expect(await collect(pairs(lines()))).toEqual([
    { answer: answer('b'), score: score('b', 0, 0.5) },
    { answer: answer('a', 1), score: score('a', 1, 1) },
    { answer: answer('a'), score: score('a', 0, 0) },
    { answer: answer('d', 0, 'again') },
  ]);
});
