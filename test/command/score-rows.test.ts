import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { showCommand } from '../../src/command/show.ts';
import { right, scoring } from './scoring.ts';

test('what has no output failed, and what belongs to no row is left out: both are named', async () => {
  const rows = Array.from({ length: 7 }, (_, index) => `x${index},red\n`).join('');
  const { score, see } = scoring('answers.csv', `id,output\nt1,red\nt2,\n${rows}`);
  const { exit, err, out } = await score();
  expect([exit, out.split('\n').at(-3)]).toMatchInlineSnapshot(`
    [
      3,
      "incomplete: 2 of 4 outputs failed, more than 5 % (exit code 3)",
    ]
  `);
  expect(err).toMatchInlineSnapshot(`
    "warning[unmatched-output]: 7 outputs belong to no row: x0 (line 4), x1 (line 5), x2 (line 6), x3 (line 7), x4 (line 8) and 2 more
      = help: they are left out; the rows are t1, t2, t3, t4

    warning[no-output]: 2 rows have no output in ./answers.csv: t3, t4
      = help: what is missing counts as failed; an empty answer is one that is there

    "
  `);
  const failures = await see((host) => showCommand(host, undefined, { failures: true }));
  expect(failures.out).toMatchInlineSnapshot(`
    "t2 · answers · exact_match 0.000
      answer    
      expected  red
    t3 · answers · no output
    t4 · answers · no output

    3 of 4 answers went wrong
      2 × no output
      1 × exact_match is 0
    "
  `);
});

test('outputs of rows that the task does not select are not missed', async () => {
  const { score } = scoring('answers.csv', right);
  const { exit, err } = await score({ limit: '2' });
  expect([exit, err]).toEqual([0, '']);
});

test('without ids the order tells, if there are as many outputs as rows', async () => {
  const { score, outcome } = scoring('answers.jsonl', '{"output":"red"}\n'.repeat(4));
  expect((await score()).err).toBe('');
  expect(outcome().cells[0]!.metrics['exact_match']).toMatchObject({ mean: 0.5, n: 4 });
  await score({ limit: '2' });
  expect(outcome().cells[0]!.metrics['exact_match']).toMatchObject({ mean: 1, n: 2 });
  await score({ row: ['t4'] });
  expect(outcome().cells[0]!.metrics['exact_match']).toMatchObject({ mean: 0, n: 1 });
});

test('without ids another number of outputs is refused', async () => {
  const { score, folder } = scoring('answers.jsonl', '{"output":"red"}\n'.repeat(3));
  const { exit, err } = await score();
  expect([exit, existsSync(join(folder, '.kshot'))]).toEqual([2, false]);
  expect(err).toMatchInlineSnapshot(`
    "error[unmatched-output]: ./answers.jsonl has 3 outputs and no column id, but there are 4 rows
      = help: add a column id with the keys of the rows: t1, t2, t3, t4
    "
  `);
});

test('without ids a column that both files have must agree', async () => {
  const text = `thing,output
a ripe tomato,red
fresh grass,green
a ripe cherry,red
fresh leaves of grass,green
`;
  const { score } = scoring('answers.csv', text);
  expect((await score()).err).toMatchInlineSnapshot(`
    "error[unmatched-output]: line 3 of ./answers.csv has another "thing" than the row in its place, t2
      = help: put the outputs in the order of the rows, or add a column id with their keys

    error[unmatched-output]: line 4 of ./answers.csv has another "thing" than the row in its place, t3
      = help: put the outputs in the order of the rows, or add a column id with their keys
    "
  `);
});

test('ids that are of no row at all are refused', async () => {
  const { score } = scoring('answers.csv', 'id,output\n1,red\n2,red\n3,green\n');
  const { exit, err } = await score();
  expect(exit).toBe(2);
  expect(err).toMatchInlineSnapshot(`
    "error[unmatched-output]: no output of ./answers.csv belongs to a row of ./things.csv
      = help: the outputs are of 1 (line 2), 2 (line 3), 3 (line 4); the rows are t1, t2, t3, t4
    "
  `);
});

test('two outputs for one row are refused', async () => {
  const { score } = scoring('answers.csv', `${right}t1,green\nt2,green\n`);
  expect((await score()).err).toMatchInlineSnapshot(`
    "error[duplicate-output]: ./answers.csv has two outputs for the row t1: on line 2 and on line 6
      = help: tell them apart by a column trial, or by one named like an axis: model, temperature

    error[duplicate-output]: ./answers.csv has two outputs for the row t2: on line 3 and on line 7
      = help: tell them apart by a column trial, or by one named like an axis: model, temperature
    "
  `);
});
