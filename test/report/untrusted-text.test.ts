import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerBlock } from '../../src/report/answers.ts';
import { byAxisTable } from '../../src/report/by-axis.ts';
import { collectFailures } from '../../src/report/failures.ts';
import { pivotTable } from '../../src/report/pivot.ts';
import { terminalReport } from '../../src/report/terminal.ts';
import {
  answerLine,
  cellOutcomes,
  exactMatch,
  gateOf,
  meanAt,
  outcomeOf,
  scoreLine,
} from './fixture.ts';

/** Line breaks, and joiners, of which emoji are made, may stay. */
const harmful = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u001b[31mred\u001b[0m',
    '\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
    '\u202egnp.exe',
    '\u2066\u2069\u200f\u061c',
    '\r\u001b[2Kall passed',
    '\u009b31m\u0085\u2028\u2029',
    'a\nb\tc\u0000\u007f\ufeff\u00ad',
  ),
);

/** Wherever an outcome holds a text that we did not write. */
function outcomeNamed(text: string) {
  const metric = { ...exactMatch, name: text };
  const cells = cellOutcomes(
    ...[text, 'other'].map((value) => ({
      axes: { model: value, template: `${value}${text}`, temperature: 0 },
      params: { model: value },
      metrics: { [text]: meanAt(0.5) },
      truncated: 30,
    })),
  );
  return outcomeOf({
    task: text,
    run: text,
    cells,
    metrics: [metric],
    reference_lines: [{ name: text, metrics: {} }],
    gates: [gateOf({ metric: text, cell: text }), gateOf({ cell: text, passed: false })],
  });
}

test('nothing that acts on a terminal reaches a table, whatever names, values and metrics hold', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const outcome = outcomeNamed(text);
      const printed = [
        terminalReport(outcome),
        pivotTable(outcome, { down: 'model', across: 'template' }),
        byAxisTable(outcome, 'model'),
      ];
      expect(printed.filter((report) => harmful.test(report))).toEqual([]);
    }),
  );
});

test('nor an answer, its reference, or the reason of a failure', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const answer = answerLine({ row: text, text, why: text });
      const score = scoreLine({ scores: { [text]: { unscored: text } }, expected: [text, text] });
      const failures = collectFailures(exactMatch, 20);
      failures.take(text, answer, score);
      const printed = [answerBlock(text, answer, score), failures.report()];
      expect(printed.filter((report) => harmful.test(report))).toEqual([]);
    }),
  );
});

test('in colour the only escapes are our own', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const report = terminalReport(outcomeNamed(text), { color: true });
      // oxlint-disable-next-line no-control-regex
      expect(report.replaceAll(/\u001b\[(?:1|22|3[123]|39)m/g, '')).not.toMatch(harmful);
    }),
  );
});

test('what is spelled out can still be read', () => {
  const answer = answerLine({ text: ' \u001b[31mred\u001b[0m\nline 2\t\u202e' });
  expect(answerBlock('t=0', answer, undefined)).toMatchInlineSnapshot(`
    "r1 · t=0
      answer    \\u{1b}[31mred\\u{1b}[0m\\nline 2\\t\\u{202e}"
  `);
});

/** The measure that cli-table3 takes; it is no dependency of ours. */
const near = createRequire(createRequire(import.meta.url).resolve('cli-table3'));
const stringWidth = near('string-width') as (text: string) => number;

/** The widths of the lines of the table in a report. */
function widths(report: string): number[] {
  const lines = report.split('\n').filter((line) => /^[│┌└]/.test(line));
  return [...new Set(lines.map((line) => stringWidth(line)))];
}

test('wide characters count as wide: every line of a table ends at the same place', () => {
  const models = ['東京', '한국어 모델', '👩‍👩‍👧', '🇫🇷', 'é', 'ａｂｃ', 'plain'];
  const cells = cellOutcomes(...models.map((model) => ({ axes: { model } })));
  expect(terminalReport(outcomeOf({ cells }))).toMatchInlineSnapshot(`
    "reviews · 7 cells × 40 rows = 280 requests · embedded · 1.2s

    ┌───────────────┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ model         │          exact_match │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ "東京"        │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ "한국어 모델" │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ "👩‍👩‍👧"          │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ "🇫🇷"          │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ "é"           │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ "ａｂｃ"      │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ plain         │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    └───────────────┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘

    saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers"
  `);
});

test('lines of a table are of one width whatever its values', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', '東', '한', '👩', '🎉', 'é', '\u0301'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(text, { minLength: 2 }), (models) => {
      const cells = cellOutcomes(...models.map((model) => ({ axes: { model } })));
      const outcome = outcomeOf({ cells });
      const tables = [terminalReport(outcome), byAxisTable(outcome, 'model')];
      expect(tables.map((table) => widths(table).length)).toEqual([1, 1]);
    }),
  );
});
