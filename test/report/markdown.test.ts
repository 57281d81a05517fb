import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownReport, summaryReport, withinBytes } from '../../src/report/markdown.ts';
import { codeSpan, fenced, markdownTable } from '../../src/report/markdown-text.ts';
import type { Finished } from '../../src/report/reported-run.ts';
import { collect } from '../schedule/fixture.ts';
import {
  answerLine,
  failedLine,
  finished,
  gateOf,
  gridOf,
  hostileRun,
  meanAt,
  outcomeOf,
  reportedRunOf,
  scoreLine,
} from './fixture.ts';

async function markdownOf(runs: Finished, report = markdownReport): Promise<string> {
  return (await collect(report(runs))).join('');
}

test('gates, the table with its reference lines, warnings, and what went wrong', async () => {
  const outcome = outcomeOf({
    exit: 1,
    gates: [gateOf(), gateOf({ rule: 'max', limit: 0.7, passed: false })],
    reference_lines: [{ name: 'majority label', metrics: { exact_match: meanAt(0.25) } }],
    warnings: ['warning[no-baseline]: max_drop is not checked\n --> evals/a.yaml:3:1'],
  });
  const run = reportedRunOf(outcome, [
    answerLine(),
    scoreLine(),
    answerLine({ row: 'r2', text: ' red' }),
    scoreLine({ row: 'r2', scores: { exact_match: 0 } }),
    failedLine('429: slow down', { row: 'r3' }),
  ]);
  expect(await markdownOf(finished(run))).toMatchInlineSnapshot(`
    "### ✗ \`reviews · 1 cell × 40 rows = 40 requests · embedded · 1.2s\`

    \`failed: a gate does not hold (exit code 1)\`

    - ✓ \`exact_match >= 0.7: 0.750 in default\`
    - ✗ \`exact_match <= 0.7: 0.750 in default\`

    | cell | \`exact_match\` | n | failed | truncated | p50 | tokens in | out |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | \`default\` | 0.750 [0.650, 0.850] | 40 | 0 | 0 | 0.4ms | 12,345 | 80 |
    | \`(majority label)\` | 0.250 [0.150, 0.350] |  |  |  |  |  |  |

    - \`warning[no-baseline]: max_drop is not checked\`

    <details><summary>2 answers of 3 went wrong</summary>

    \`\`\`text
    ✗ r2 · default · exact_match 0.000
      answer    red
      expected  blue
    ✗ r3 · default · 429: slow down
    \`\`\`

    </details>
    "
  `);
});

test('a run that passed without a mistake is short', async () => {
  const run = reportedRunOf(outcomeOf(), [answerLine(), scoreLine()]);
  expect(await markdownOf(finished(run))).toMatchInlineSnapshot(`
    "### ✓ \`reviews · 1 cell × 40 rows = 40 requests · embedded · 1.2s\`

    | cell | \`exact_match\` | n | failed | truncated | p50 | tokens in | out |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | \`default\` | 0.750 [0.650, 0.850] | 40 | 0 | 0 | 0.4ms | 12,345 | 80 |
    "
  `);
});

test('of many cells the best twenty are shown, and the rest is counted', async () => {
  const temperatures = Array.from({ length: 25 }, (_, index) => index / 10);
  const cells = gridOf(temperatures, [0], (temperature) => temperature / 5);
  const lines = (await markdownOf(finished(reportedRunOf(outcomeOf({ cells }))))).split('\n');
  const rows = lines.filter((line) => line.startsWith('| `'));
  expect([rows.length, rows[0], lines.at(-2)]).toMatchInlineSnapshot(`
    [
      20,
      "| \`2.4\` | 0.480 [0.380, 0.580] | 40 | 0 | 0 | 0.4ms | 12,345 | 80 |",
      "… and 5 cells more",
    ]
  `);
});

test('hostile text is shown and does nothing', async () => {
  await expect(await markdownOf(finished(hostileRun()))).toMatchFileSnapshot(
    'hostile.markdown.txt',
  );
});

test('what others wrote stands in code alone', async () => {
  const text = fc.string({
    unit: fc.constantFrom('`', '``', '|', '\\', '@', '<', '*', '_', '[', '\n', ' ', '~'),
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(text, async (hostile) => {
      const markdown = await markdownOf(finished(hostileRun(`@${hostile}x`)));
      expect(outsideOfCode(markdown)).not.toMatch(/[@\\[_*~]/);
    }),
  );
});

/** Blocks first, then spans line by line, as CommonMark reads them; of the tables the intervals are ours. */
function outsideOfCode(markdown: string): string {
  const blocks = markdown.replaceAll(/^(`{3,})text\n[^]*?\n\1$/gm, '');
  const spans = blocks.replaceAll(/(?<!`)(`+)(?!`)(?:.*?[^`])??\1(?!`)/g, '');
  return spans.replaceAll(/\[\d\.\d+, \d\.\d+\]/g, '');
}

test('cells of a table are as many as its head has, whatever they hold', () => {
  const text = fc.string({ unit: fc.constantFrom('|', '\\', '`', 'a', ' ') });
  fc.assert(
    fc.property(text, text, (name, other) => {
      const lines = markdownTable([name, 'n'], [[other, '1']], 1).split('\n');
      // A backslash takes what follows it along, as GitHub reads a table.
      const bars = lines.map((line) => line.replaceAll(/\\[^]/g, '').match(/\|/g)?.length);
      expect(bars).toEqual([3, 3, 3]);
    }),
  );
});

test('a comment never grows above what GitHub takes, however many tasks there are', async () => {
  const rows = Array.from({ length: 30 }, (_, row) =>
    failedLine('é'.repeat(2000), { row: `r${row}` }),
  );
  const runs = Array.from({ length: 150 }, () => reportedRunOf(outcomeOf(), rows));
  const comment = await markdownOf(finished(...runs));
  const summary = await markdownOf(finished(...runs), summaryReport);
  const sizes = [comment, summary].map((text) => Buffer.byteLength(text));
  expect([sizes[0]! < 65_536, sizes[1]! < 1_048_576, sizes[1]! > 900_000]).toEqual([
    true,
    true,
    true,
  ]);
  expect(comment.trimEnd().split('\n').at(-1)).toBe(
    'There is more than a comment can hold: `kshot show` prints all of it.',
  );
  expect(comment.match(/^### /gm)).toHaveLength(150);
});

test('what ranks last is left out first', () => {
  const blocks = [
    { text: 'a'.repeat(60), rank: 2 },
    { text: 'b'.repeat(60), rank: 0 },
    { text: 'c'.repeat(60), rank: 1 },
  ];
  expect(
    withinBytes(blocks, 200)
      .match(/a+|b+|c+/g)
      ?.filter(({ length }) => length > 9),
  ).toEqual(['b'.repeat(60), 'c'.repeat(60)]);
});

test.each([
  ['blue', '`blue`'],
  ['a ` b', '``a ` b``'],
  ['`', '`` ` ``'],
  [' x', '`  x `'],
  ['a\nb', '`a\\nb`'],
  ['', ''],
  ['aaaaaaaaaaaa', '`aaaaaaaaaa…`'],
])('%j as code is %j', (text, code) => {
  expect(codeSpan(text, 10)).toBe(code);
});

test('a fence is longer than any in the text', () => {
  expect(fenced('````\n@x')).toBe('`````text\n````\n@x\n`````');
});
