import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultsCsv } from '../../src/report/results-csv.ts';
import type { JournalLine } from '../../src/schedule/journal-line.ts';
import { pairs } from '../../src/schedule/read-journal.ts';
import type { Manifest, ManifestCell } from '../../src/schedule/manifest.ts';
import { collect } from '../schedule/fixture.ts';
import { answerLine, exactMatch, failedLine, rougeL, scoreLine } from './fixture.ts';

type Axes = ManifestCell['axes'];

/** As much of a manifest as the file is made from. */
function manifestOf(axes: readonly Axes[], names = axes.map((_, index) => `c${index}`)): Manifest {
  const cells = axes.map((own, index) => {
    return { id: `cell${index}`, name: names[index]!, axes: own, params: {} };
  });
  return { cells, metrics: [exactMatch, rougeL] } as unknown as Manifest;
}

async function csvOf(lines: readonly JournalLine[], manifest = manifestOf([{}])): Promise<string> {
  async function* journal() {
    yield* lines;
  }
  return (await collect(resultsCsv(manifest, pairs(journal())))).join('');
}

test('one line an answer, in the order in which they were scored', async () => {
  const manifest = manifestOf(
    [{ temperature: 0, stop: ['\n', 'x'] }, { model: 'together-inference:acme/m' }],
    ['t=0', 'model=acme'],
  );
  const done = { finish: 'stop' as const, tokens: { in: 12, out: 3 }, latency_ms: 1.5 };
  const csv = await csvOf(
    [
      failedLine('429: slow down', { cell: 'cell1', row: 'r2' }),
      answerLine({ ...done, trial: 1 }),
      scoreLine({ trial: 1, scores: { exact_match: 1, rouge_l: 0.25 }, expected: ['blue', 'B'] }),
      answerLine({ row: 'r3' }),
      scoreLine({ row: 'r3', scores: { exact_match: 0, rouge_l: { unscored: 'no reference' } } }),
    ],
    manifest,
  );
  expect(csv).toMatchInlineSnapshot(`
    "row,cell,trial,temperature,stop,model,status,answer,expected,finish,tokens_in,tokens_out,latency_ms,exact_match,rouge_l,why
    r2,model=acme,0,,,together-inference:acme/m,failed,,,,,,,,,429: slow down
    r1,t=0,1,0,"[""\\n"",""x""]",,done, blue,blue | B,stop,12,3,1.5,1,0.25,
    r3,t=0,0,0,"[""\\n"",""x""]",,done, blue,blue,,,,,0,,rouge_l: no reference
    "
  `);
});

test('a run without answers has a header', async () => {
  expect(await csvOf([])).toBe(
    'row,cell,trial,status,answer,expected,finish,tokens_in,tokens_out,latency_ms,exact_match,rouge_l,why\n',
  );
});

async function answerField(text: string): Promise<string> {
  const [, line] = (await csvOf([answerLine({ text })])).split(/(?<=,rouge_l,why\n)/);
  return line!.slice('r1,c0,0,done,'.length, -',,,,,,,,\n'.length);
}

test.each([
  ['=1+1', "'=1+1"],
  ['=HYPERLINK("https://evil.example","x")', `"'=HYPERLINK(""https://evil.example"",""x"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠x', "'＠x"],
  [' blue', ' blue'],
  ['1-1=0', '1-1=0'],
  ['–5 °C', '–5 °C'],
])('an answer that is %j stands as %j', async (text, field) => {
  expect(await answerField(text)).toBe(field);
});

test('no text column computes: keys, names, axis values, references, reasons', async () => {
  const manifest = manifestOf([{ model: '-x' }], ['=cell']);
  const csv = await csvOf(
    [
      answerLine({ row: '=row', text: '=text', why: '=why', finish: '=finish' as 'stop' }),
      scoreLine({ row: '=row', expected: ['=expected'], scores: {} }),
    ],
    manifest,
  );
  expect(csv.split('\n')[1]).toBe("'=row,'=cell,0,'-x,done,'=text,'=expected,'=finish,,,,,,'=why");
});

test('negative numbers stay numbers', async () => {
  const csv = await csvOf(
    [answerLine({ latency_ms: -0.5 }), scoreLine({ scores: { exact_match: -1, rouge_l: -0.25 } })],
    manifestOf([{ presence_penalty: -2 }]),
  );
  expect(csv.split('\n')[1]).toBe('r1,c0,0,-2,done, blue,blue,,,,-0.5,-1,-0.25,');
});

test('whatever a text holds, a CSV reader gets it back', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ';', "'", '=', ' ', 'a') }),
  );
  await fc.assert(
    fc.asyncProperty(text, text, text, async (answer, reference, row) => {
      const lines = [
        answerLine({ row, text: answer }),
        scoreLine({ row, expected: [reference], scores: { exact_match: 1 } }),
      ];
      const records = parse(await csvOf(lines), { columns: true }) as Record<string, string>[];
      const plain = records.map((record) =>
        [record['row'], record['answer'], record['expected'], record['exact_match']].map((field) =>
          field!.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''),
        ),
      );
      const given = [row, answer, reference].map((field) =>
        field.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''),
      );
      expect(plain).toEqual([[...given, '1']]);
    }),
  );
});
