import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotations } from '../../src/report/annotations.ts';
import { collect } from '../schedule/fixture.ts';
import {
  answerLine,
  cellOutcomes,
  failedLine,
  finished,
  gateOf,
  hostileRun,
  outcomeOf,
  reportedRunOf,
  scoreLine,
} from './fixture.ts';

const scored = (row: string, score: number, cell = 'cell0') => [
  answerLine({ row, cell }),
  scoreLine({ row, cell, scores: { exact_match: score } }),
];

test('a gate that does not hold is marked where it stands, then the worst answers of its cell', async () => {
  const cells = cellOutcomes({ axes: { temperature: 0 } }, { axes: { temperature: 1 } });
  const gates = [gateOf({ cell: 't=0', passed: false, value: 0.65 }), gateOf({ cell: 't=1' })];
  const run = reportedRunOf(outcomeOf({ cells, gates, exit: 1 }), [
    ...scored('good', 1),
    ...scored('middling', 0.5),
    ...scored('other', 0, 'cell1'),
    ...scored('bad', 0),
    failedLine('429: slow down', { row: 'lost' }),
  ]);
  expect((await collect(annotations(finished(run)))).join('')).toMatchInlineSnapshot(`
    "::error file=evals/reviews.yaml,line=7,title=reviews%3A exact_match >= 0.7::0.650 in t=0
    ::error file=evals/reviews.yaml,title=reviews::lost · t=0 · 429: slow down
    ::error file=evals/reviews.yaml,title=reviews::bad · t=0 · exact_match 0.000%0A  answer    blue%0A  expected  blue
    ::error file=evals/reviews.yaml,title=reviews::middling · t=0 · exact_match 0.500%0A  answer    blue%0A  expected  blue
    "
  `);
});

test('of what passed there is nothing', async () => {
  const run = reportedRunOf(outcomeOf({ gates: [gateOf()] }), scored('bad', 0));
  expect(await collect(annotations(finished(run)))).toEqual([]);
});

test('a run that is not complete says why, and names what failed alone', async () => {
  const run = reportedRunOf(
    outcomeOf({ exit: 3, cells: cellOutcomes({ answers: 30, failed: 10 }) }),
    [...scored('bad', 0), failedLine('timeout')],
  );
  expect((await collect(annotations(finished(run)))).join('')).toMatchInlineSnapshot(`
    "::error file=evals/reviews.yaml,title=reviews::incomplete: 10 of 40 requests failed, more than 5 %25
    ::error file=evals/reviews.yaml,title=reviews::r1 · default · timeout
    "
  `);
});

test('there are ten at most: gates of all runs first', async () => {
  const rows = Array.from({ length: 20 }, (_, row) => scored(`r${row}`, 0)).flat();
  const broken = gateOf({ passed: false });
  const run = (count: number) =>
    reportedRunOf(outcomeOf({ gates: Array.from({ length: count }, () => broken), exit: 1 }), rows);
  const titles = async (...counts: number[]) => {
    const lines = await collect(annotations(finished(...counts.map(run))));
    return [lines.length, lines.filter((line) => line.includes(',line=')).length];
  };
  expect([await titles(1, 2), await titles(8, 8)]).toEqual([
    [10, 3],
    [10, 10],
  ]);
});

test('hostile text opens no command of its own', async () => {
  const lines = (await collect(annotations(finished(hostileRun())))).join('');
  expect(
    lines.split('\n').filter((line) => line !== '' && !line.startsWith('::error file=')),
  ).toEqual([]);
  await expect(lines).toMatchFileSnapshot('hostile.github.txt');
});

test('whatever names, answers and reasons hold, every line is an annotation of ours', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(':', '::', ',', '%', '\n', '\r', 'error', ' ', '=') }),
  );
  await fc.assert(
    fc.asyncProperty(text, async (hostile) => {
      const lines = (await collect(annotations(finished(hostileRun(hostile))))).join('');
      const ours = /^::error file=evals\/reviews\.yaml(?:,line=7)?,title=[^:,\n]*::[^\n\r]*$/;
      expect(
        lines
          .trimEnd()
          .split('\n')
          .filter((line) => !ours.test(line)),
      ).toEqual([]);
    }),
  );
});
