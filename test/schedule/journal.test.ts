import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disk } from '../../src/schedule/disk.ts';
import {
  answerLine,
  scoreLine,
  type AnswerLine,
  type JournalLine,
  type ScoreLine,
} from '../../src/schedule/journal-line.ts';
import { readJournal } from '../../src/schedule/read-journal.ts';
import { cellsOf, collect, done, journalAt, requestOf, rowOf, temporaryFolder } from './fixture.ts';

const [cell] = cellsOf({});

function linesOf(path: string): Promise<JournalLine[]> {
  return collect(readJournal(path));
}

test('answers and scores come back with all their fields', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = journalAt(path);
  const request = requestOf({ cell: cell!, row: rowOf(7), trial: 2 });
  const logprobs = [{ token: ' a', logprob: -0.25, top: [{ token: ' b', logprob: -1.5 }] }];
  const usage = { in: 12, out: 3 };
  const changes = { usage, logprobs, finish: 'end', finishRaw: 'eos', latencyMs: 1.23456 } as const;
  void journal.append(answerLine(request, done(' blue', changes)));
  const scores = { exact_match: 1, rouge_l: { unscored: 'no reference' } };
  void journal.append(scoreLine(request, { scores, expected: ['blue', 'Blue'] }));
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
  const journal = journalAt(path);
  void journal.append(answerLine(requestOf(), { status: 'failed', why: '429: slow down' }));
  void journal.append(answerLine(requestOf({ row: rowOf(1) }), done('')));
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

test('a line is in the file at the end of the turn in which it came', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = journalAt(path);
  const appended = journal.append(answerLine(requestOf(), { status: 'failed', why: 'timeout' }));
  const before = readFileSync(path, 'utf8');
  await appended;
  const written = readFileSync(path, 'utf8');
  journal.close();
  expect(before).toBe('');
  expect(written).toBe(
    '{"kind":"answer","cell":"cell0","row":"r0","trial":0,"status":"failed","why":"timeout","shots":["s1"]}\n',
  );
});

test('line breaks of every kind in an answer leave it on one line of valid JSON', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = journalAt(path);
  const text = 'a\nb\r\nc\rd\u2028e\u2029f\u0085g\v\f';
  void journal.append(answerLine(requestOf(), done(text)));
  void journal.append(scoreLine(requestOf(), { scores: { 'a\u2028b': 1 }, expected: [text] }));
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
      const journal = journalAt(path);
      for (const text of given) void journal.append(answerLine(requestOf(), done(text)));
      journal.close();
      const lines = (await linesOf(path)) as AnswerLine[];
      expect(lines.map(({ text }) => text)).toEqual(given);
    }),
  );
});

test('a journal that is opened again is continued', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  for (const index of [0, 1]) {
    const journal = journalAt(path);
    void journal.append(answerLine(requestOf({ row: rowOf(index) }), done('')));
    journal.close();
  }
  expect((await linesOf(path)).map(({ row }) => row)).toEqual(['r0', 'r1']);
});

test('an empty journal has no lines', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  journalAt(path).close();
  expect(await linesOf(path)).toEqual([]);
});

test('lines that belong together are written together', () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const writes: string[] = [];
  const open = (name: string) => {
    const file = disk.open(name);
    return { ...file, append: (bytes: string | Uint8Array) => void writes.push(String(bytes)) };
  };
  const journal = journalAt(path, { disk: { ...disk, open } });
  const scores = { scores: { exact_match: 1 }, expected: [] };
  void journal.append(answerLine(requestOf(), done('a')), scoreLine(requestOf(), scores));
  journal.close();
  expect(writes.map((text) => text.split('\n').length)).toEqual([3]);
});

test('what may not be told is not in the journal', () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const redact = (text: string) => text.replaceAll('sk-secret', '[REDACTED]');
  const journal = journalAt(path, { redact });
  void journal.append(answerLine(requestOf(), { status: 'failed', why: 'wrong key sk-secret' }));
  journal.close();
  expect(readFileSync(path, 'utf8')).toBe(
    '{"kind":"answer","cell":"cell0","row":"r0","trial":0,"status":"failed","why":"wrong key [REDACTED]","shots":["s1"]}\n',
  );
});
