import { expect, test } from 'vitest';
import { exitCode, type Ending } from '../../src/baseline/exit-code.ts';
import { resultsOf } from './fixture.ts';

const holds = { passed: true };
const broken = { passed: false };
const scored = resultsOf({ mean: 0.5 });
const nothingScored = resultsOf({ answers: 100 }, { answers: 100 });
const fivePercent = resultsOf({ mean: 0.5, answers: 95, failed: 5 });
const sixPercent = resultsOf({ mean: 0.5, answers: 94, failed: 6 });
const sixOverTwoCells = resultsOf({ mean: 0.5, answers: 88, failed: 12 }, { mean: 0.5 });
const elevenOfOneCell = resultsOf({ mean: 0.5, answers: 89, failed: 11 }, { mean: 0.5 });
const oneCellFailed = resultsOf({ answers: 0, failed: 100 }, { mean: 0.5 });
const allFailed = resultsOf({ answers: 0, failed: 100 });
const interrupted = { halted: { kind: 'interrupted' } } as const;
const overBudget = { halted: { kind: 'over-budget', why: '2 is spent of 1' } } as const;
const fatal = { halted: { kind: 'fatal', why: 'HTTP 401' } } as const;
const fullDisk = { halted: { kind: 'storage', why: 'the disk is full' } } as const;
const errorGate = [{ metric: 'error_rate', max: 0.5 }];

test.each<[string, number, Partial<Ending>]>([
  ['all well', 0, {}],
  ['gates that hold', 0, { results: [holds, holds] }],
  ['one broken gate', 1, { results: [holds, broken] }],
  ['nothing scored', 3, { cells: nothingScored }],
  ['nothing scored, gates broken by that', 3, { cells: nothingScored, results: [broken] }],
  ['everything failed', 3, { cells: allFailed }],
  ['everything failed under a gate that allows it', 3, { cells: allFailed, gates: errorGate }],
  ['5 % failed', 0, { cells: fivePercent }],
  ['6 % failed', 3, { cells: sixPercent }],
  ['6 % failed, a gate broken', 1, { cells: sixPercent, results: [broken] }],
  ['6 % failed, allowed by a gate', 0, { cells: sixPercent, gates: errorGate, results: [holds] }],
  ['6 % of all cells together failed', 3, { cells: sixOverTwoCells }],
  ['11 % of one cell of two failed', 3, { cells: elevenOfOneCell }],
  ['one cell of two failed whole', 3, { cells: oneCellFailed }],
  ['a drop that cannot be told, under --strict', 3, { unsure: true, results: [holds] }],
  ['the same beside a broken gate', 1, { unsure: true, results: [broken] }],
  ['the same, interrupted', 130, { ...interrupted, unsure: true }],
  ['interrupted', 130, interrupted],
  ['interrupted, a gate broken', 130, { ...interrupted, results: [broken] }],
  ['interrupted before any answer', 130, { ...interrupted, cells: resultsOf({ answers: 0 }) }],
  ['interrupted, most failed', 130, { ...interrupted, cells: allFailed }],
  ['over its budget', 130, overBudget],
  ['over its budget, a gate broken', 130, { ...overBudget, results: [broken] }],
  ['a full disk', 3, fullDisk],
  ['a full disk, a gate broken', 3, { ...fullDisk, results: [broken] }],
  ['a full disk before any answer', 3, { ...fullDisk, cells: resultsOf({ answers: 0 }) }],
  ['no way to go on', 3, fatal],
  ['no way to go on, a gate broken', 3, { ...fatal, results: [broken] }],
  ['no way to go on, gates that hold', 3, { ...fatal, results: [holds] }],
])('%s ends with %d', (_, code, ending) => {
  const passed: Ending = { halted: undefined, cells: scored, gates: [], results: [] };
  expect(exitCode({ ...passed, ...ending })).toBe(code);
});
