// What a race is not run for, and what is not done with one.
import { expect, test } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { acceptCommand } from '../../src/command/accept.ts';
import { resumeCommand } from '../../src/command/resume.ts';
import { runCommand } from '../../src/command/run.ts';
import { prepare } from '../../src/run.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import { parseOverride } from '../../src/task/override.ts';
import { desk } from '../command/desk.ts';
import { files, grid } from './raced-grid.ts';

async function refusal(...set: string[]): Promise<string> {
  const { folder } = desk(files);
  const overrides = [...grid, 'sweep=race', ...set].map(parseOverride);
  const outcome = await prepare('task.yaml', { cwd: folder, set: overrides }).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof UserError) return outcome.message;
  return (outcome as { warnings: { message: string }[] }).warnings
    .map(({ message }) => message)
    .join('\n');
}

test('what cannot race is refused before anything is sent', async () => {
  const found = [
    await refusal('score=[{f1_macro: {labels: [red, green]}}]'),
    await refusal('score=[cer]'),
    await refusal('trials=3', 'score=[{exact_match: {trials: majority}}]'),
  ];
  expect(found.join('\n\n')).toMatchInlineSnapshot(`
    "error[cannot-race]: the first scorer decides a race, and f1_macro cannot: it scores answers together, not row by row
      --> --set:1:8
      |
    1 | score=[{f1_macro: {labels: [red, green]}}]
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: put a scorer first that gives every row a score from 0 to 1, or take out sweep

    error[cannot-race]: the first scorer decides a race, and cer cannot: it has no most
      --> --set:1:8
      |
    1 | score=[cer]
      |        ^^^
      = help: put a scorer first that gives every row a score from 0 to 1, or take out sweep

    error[cannot-race]: the first scorer decides a race, and exact_match cannot: it scores answers together, not row by row
      --> --set:1:8
      |
    1 | score=[{exact_match: {trials: majority}}]
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: put a scorer first that gives every row a score from 0 to 1, or take out sweep"
  `);
});

test('a pin that pins nothing, and gates on cells that may be dropped, are refused', async () => {
  const found = [
    await refusal('sweep={pin: {temperature: 0.9}}'),
    await refusal('gate={exact_match: {min: 0.5, cells: {temperature: 0.3}}}'),
    await refusal('gate={exact_match: {min: 0.5, cells: every}}'),
  ];
  expect(found.join('\n\n')).toMatchInlineSnapshot(`
    "error[cannot-race]: pin names no cell of the grid
      --> --set:1:8
      |
    1 | sweep={pin: {temperature: 0.9}}
      |        ^^^
      = help: the cells are t=0, t=0.1, t=0.2, t=0.3, t=0.4, …

    error[cannot-race]: the gate on exact_match is held against t=0.3, which the race may drop
      --> --set:1:7
      |
    1 | gate={exact_match: {min: 0.5, cells: {temperature: 0.3}}}
      |       ^^^^^^^^^^^
      = help: pin what it names (sweep.pin), or write cells: best, which is the winner

    error[cannot-race]: the gate on exact_match is held against t=0, which the race may drop
      --> --set:1:7
      |
    1 | gate={exact_match: {min: 0.5, cells: every}}
      |       ^^^^^^^^^^^
      = help: pin what it names (sweep.pin), or write cells: best, which is the winner"
  `);
});

test('a gate on the winner, on a pinned cell or on a rate is none of that', async () => {
  const gates = 'gate={exact_match: {min: 0.5, cells: best}, error_rate: {max: 0}}';
  const pinned = 'gate={exact_match: {min: 0.5, cells: {temperature: 0.3}}}';
  expect(await refusal(gates)).toBe('');
  expect(await refusal(pinned, 'sweep={pin: {temperature: 0.3}}')).toBe('');
});

test('few cells or rows are not raced, and it is said why', async () => {
  expect([
    await refusal('grid={temperature: [0, 1]}'),
    await refusal('dataset.limit=49'),
    await refusal('dataset.limit=70', 'sweep.holdout=0.3'),
  ]).toMatchInlineSnapshot(`
    [
      "every cell answers every row: a race of 2 cells would save next to nothing",
      "every cell answers every row: a race of 49 rows would save next to nothing",
      "every cell answers every row: a race of 49 rows would save next to nothing",
    ]
  `);
});

test('one cell alone is no race, and needs no warning, wherever the pin is', async () => {
  const { folder } = desk(files);
  const set = [...grid, 'sweep={pin: {temperature: 0}}'].map(parseOverride);
  const { race, warnings } = await prepare('task.yaml', { cwd: folder, set, cell: 't=0.3' });
  expect([race, warnings]).toEqual([undefined, []]);
});

const lay = { set: grid, race: true };

test('a race is not run in parts', async () => {
  const { see } = desk(files);
  const { exit, err } = await see((host) =>
    runCommand(host, ['task.yaml'], { ...lay, shard: '1/2' }),
  );
  expect([exit, err.split('\n')[0]]).toEqual([
    2,
    'error[cannot-race]: a race cannot be run in parts: each block depends on all answers so far',
  ]);
});

test('a race does not become the baseline: the cells that it dropped answered few rows', async () => {
  const { see } = desk(files);
  await see((host) => runCommand(host, ['task.yaml'], { ...lay, budget: '0.3' }));
  const { exit, err } = await see((host) => acceptCommand(host, undefined));
  expect(exit).toBe(2);
  expect(err).toMatchInlineSnapshot(`
    "error[cannot-accept]: 20260102-030405-colours is a race: the cells that it dropped answered few rows, and those speak against them
      = help: run in full what is to be kept: kshot run task.yaml --set sweep=grid, with --cell for one cell
    "
  `);
});

test('options of the command line are settings of the race, and are kept for resume', async () => {
  const { see, read } = desk(files);
  const options = { ...lay, budget: '0.5', confidence: '0.9', holdout: '0.1' };
  await see((host) => runCommand(host, ['task.yaml'], options));
  const manifest = JSON.parse(
    read('.kshot/runs/20260102-030405-colours/manifest.json'),
  ) as Manifest;
  expect(manifest.task.race).toEqual({
    budget: 0.5,
    confidence: 0.9,
    failed: 'leave_out',
    holdout: 0.1,
    seed: 0,
    block: { rows: 5, answers: 32 },
  });
  expect((await see((host) => resumeCommand(host, undefined, {}))).exit).toBe(0);
});
