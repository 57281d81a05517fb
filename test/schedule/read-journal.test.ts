import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disk } from '../../src/schedule/disk.ts';
import {
  answerLine,
  type AnswerLine,
  type JournalLine,
  type ScoreLine,
} from '../../src/schedule/journal-line.ts';
import { pairs, readJournal, readResults } from '../../src/schedule/read-journal.ts';
import { collect, done, journalAt, requestOf, temporaryFolder } from './fixture.ts';

function linesOf(path: string): Promise<JournalLine[]> {
  return collect(readJournal(path));
}

function answered(row: string, trial = 0, text = ''): AnswerLine {
  return { kind: 'answer', cell: 'c', row, trial, status: 'done', text, shots: [] };
}

function failed(row: string, why: string): AnswerLine {
  return { kind: 'answer', cell: 'c', row, trial: 0, status: 'failed', why, shots: [] };
}

function scored(row: string, trial: number, value: number): ScoreLine {
  return { kind: 'score', cell: 'c', row, trial, scores: { f1: value }, expected: [] };
}

function textOf(...lines: readonly JournalLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

test('a torn last line is passed over, wherever it is torn', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = journalAt(path);
  void journal.append(answerLine(requestOf(), done('ä')));
  journal.close();
  const whole = readFileSync(path);
  for (let length = 0; length < whole.length - 1; length += 1) {
    writeFileSync(path, whole);
    appendFileSync(path, whole.subarray(0, length));
    expect(await linesOf(path)).toHaveLength(1);
  }
});

test('a score finds its answer however their lines are interleaved', async () => {
  async function* lines() {
    yield* [
      answered('a'),
      answered('b'),
      scored('b', 0, 0.5),
      answered('a', 1),
      answered('d', 0, 'first'),
    ];
    yield* [
      scored('a', 1, 1),
      scored('a', 0, 0),
      scored('nobody', 0, 1),
      answered('d', 0, 'again'),
    ];
  }
  expect(await collect(pairs(lines()))).toEqual([
    { answer: answered('b'), score: scored('b', 0, 0.5) },
    { answer: answered('a', 1), score: scored('a', 1, 1) },
    { answer: answered('a'), score: scored('a', 0, 0) },
    { answer: answered('d', 0, 'again') },
  ]);
});

test('a failed answer waits for no score', async () => {
  async function* lines() {
    yield* [failed('a', 'timeout'), answered('a'), failed('b', 'timeout'), scored('a', 0, 1)];
  }
  expect(await collect(pairs(lines()))).toEqual([
    { answer: failed('a', 'timeout') },
    { answer: failed('b', 'timeout') },
    { answer: answered('a'), score: scored('a', 0, 1) },
  ]);
});

test('of a request that failed and was asked again the last answer counts', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  writeFileSync(
    path,
    textOf(
      failed('mended', 'timeout'),
      failed('twice', 'timeout'),
      failed('never', 'HTTP 500'),
      answered('never asked again', 0, ' x'),
      scored('never asked again', 0, 1),
      failed('twice', 'HTTP 503'),
      answered('mended', 0, ' y'),
      scored('mended', 0, 0.5),
      answered('unscored', 0, ' z'),
      failed('never', 'HTTP 502'),
      answered('twice', 1, ' another trial'),
      scored('twice', 1, 0),
      failed('at last unscored', 'timeout'),
      answered('twice', 0, ' w'),
      scored('twice', 0, 1),
      answered('at last unscored', 0, ' v'),
    ),
  );
  expect(await collect(readResults(path))).toEqual([
    { answer: answered('never asked again', 0, ' x'), score: scored('never asked again', 0, 1) },
    { answer: answered('mended', 0, ' y'), score: scored('mended', 0, 0.5) },
    { answer: failed('never', 'HTTP 502') },
    { answer: answered('twice', 1, ' another trial'), score: scored('twice', 1, 0) },
    { answer: answered('twice', 0, ' w'), score: scored('twice', 0, 1) },
    { answer: answered('unscored', 0, ' z') },
    { answer: answered('at last unscored', 0, ' v') },
  ]);
});

test('what is no line of a journal is passed over', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const junk = [
    '',
    'null',
    '7',
    '"text"',
    '[]',
    '{}',
    '{"kind":"other"}',
    '{"kind":',
    '{"kind":"answer"}',
    '{"kind":"answer","cell":"c","row":7,"trial":0}',
    '{"kind":"answer","cell":"c","row":"a","trial":"0"}',
    '{"kind":"answer","cell":"c","row":"a","trial":-1}',
    '{"kind":"answer","cell":"c","row":"a","trial":0.5}',
    '{"kind":"score","cell":"c","row":"a","trial":0}',
    '\0\0\0',
  ];
  const good = [answered('a'), scored('a', 0, 1), answered('b')];
  const lines = good.flatMap((line) => [...junk, JSON.stringify(line)]);
  writeFileSync(path, `${[...lines, ...junk].join('\n')}\n`);
  appendFileSync(path, Buffer.from([0xff, 0xfe, 0x0a]));
  expect(await linesOf(path)).toEqual(good);
});

test('blocks of zeros, as a power cut leaves them, cost only the line that they stand in', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  writeFileSync(path, textOf(answered('a')));
  appendFileSync(path, Buffer.alloc(4096));
  appendFileSync(path, textOf(answered('b'), answered('c')));
  expect((await linesOf(path)).map(({ row }) => row)).toEqual(['a', 'c']);
});

test('in chunks of any size a journal reads the same', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const word = fc.constantFrom('a', 'ä', '茶', '🍵', '\n', '"', '\u2028');
  const texts = fc.array(fc.string({ unit: word, maxLength: 20 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 300 }), async (given, size) => {
      const lines = given.map((text, row) => answered(`r${row}`, 0, text));
      writeFileSync(path, textOf(...lines));
      const openToRead = (name: string) => {
        const file = disk.openToRead(name);
        const read = (offset: number, length: number) => file.read(offset, Math.min(length, size));
        return { ...file, read };
      };
      expect(await collect(readJournal(path, { openToRead }))).toEqual(lines);
    }),
  );
});

test('a journal that is longer than a chunk is read to its end', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const lines = Array.from({ length: 40 }, (_, row) =>
    answered(`r${row}`, 0, 'é'.repeat(row * 1000)),
  );
  writeFileSync(path, textOf(...lines));
  expect(await linesOf(path)).toEqual(lines);
});

test('the file is closed, also by whoever stops half way', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  writeFileSync(path, textOf(answered('a'), answered('b')));
  let open = 0;
  const openToRead = (name: string) => {
    const file = disk.openToRead(name);
    open += 1;
    const close = () => {
      open -= 1;
      file.close();
    };
    return { ...file, close };
  };
  for await (const line of readJournal(path, { openToRead })) if (line.row === 'a') break;
  await collect(readJournal(path, { openToRead }));
  expect(open).toBe(0);
});
