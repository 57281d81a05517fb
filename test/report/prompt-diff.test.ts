import { expect, test } from 'vitest';
import type { PromptChange } from '../../src/baseline/prompt-changes.ts';
import { promptChangeLines } from '../../src/report/prompt-change-lines.ts';
import { withDiffs } from '../../src/report/prompt-diff.ts';

const nothing: PromptChange = { cells: ['default'], settings: [], template: [] };

function lines(...changes: readonly PromptChange[]): string {
  return promptChangeLines(withDiffs(changes), 'changed').join('\n');
}

test('nothing is said where nothing has changed', () => {
  expect(lines()).toBe('');
});

test('of a long prompt the lines around a change are shown, and words that changed are marked', () => {
  const shots = Array.from({ length: 8 }, (_, index) => `Review: good ${index}\nScore: 5`);
  const before = ['Rate each review.', ...shots, 'Review: bad\nScore:'].join('\n');
  const after = before
    .replace('Rate each', 'Rate every')
    .replace('good 4\nScore: 5', 'fine\nScore: 4');
  const prompt = { row: 'r1', before, after };
  expect(lines({ ...nothing, settings: [{ name: 'stop', after: '\n' }], prompt }))
    .toMatchInlineSnapshot(`
    "changed
      stop not given -> "\\n"
      the prompt of r1:
        Rate [-each-]{+every+} review.
        Review: good 0
        … 6 lines alike
        Score: 5
        Review: [-good 4-]{+fine+}
        Score: [-5-]{+4+}
        Review: good 5
        … 7 lines alike"
  `);
});

test('of many shots that went together the first are shown', () => {
  const shots = Array.from({ length: 8 }, (_, index) => `In: ${index}\nOut: x\n`).join('\n');
  const prompt = { row: 'r1', before: `Say x.\n\n${shots}\nIn: 9`, after: 'Say x.\n\nIn: 9' };
  expect(lines({ ...nothing, prompt })).toMatchInlineSnapshot(`
    "changed
      the prompt of r1:
        Say x.

        [-In: 0-]
        [-Out: x-]

        [-In: 1-]
        … 20 more lines gone
        In: 9"
  `);
});

test('line breaks that came or went are seen', () => {
  const prompt = { row: 'r1', before: 'a\nb', after: 'a b\n' };
  expect(lines({ ...nothing, prompt })).toMatchInlineSnapshot(`
    "changed
      the prompt of r1:
        a[-\\n-]{+ +}b{+\\n+}"
  `);
});

test('changes of several cells say where, and many are cut', () => {
  const change = (count: number): PromptChange => ({
    ...nothing,
    cells: [`k=${count}`],
    shots: { removed: ['s1'], added: ['s2', 's3'] },
    template: ['input', 'output'],
  });
  expect(lines(change(1), change(2), change(4), change(8))).toMatchInlineSnapshot(`
    "changed
      in k=1:
        template changed: input, output
        shots: 1 gone (s1), 2 new (s2, s3)
      in k=2:
        template changed: input, output
        shots: 1 gone (s1), 2 new (s2, s3)
      in k=4:
        template changed: input, output
        shots: 1 gone (s1), 2 new (s2, s3)
      … and 1 other change in other cells"
  `);
});

test('texts of others cannot act on the terminal', () => {
  const prompt = { row: 'r\u001b[2J', before: 'a', after: 'b\u001b[2J' };
  const settings = [{ name: 'model', before: 'x', after: 'y\u001b' }];
  expect(lines({ ...nothing, settings, prompt })).toMatchInlineSnapshot(`
    "changed
      model x -> "y\\u001b"
      the prompt of r\\u{1b}[2J:
        [-a-]{+b\\u{1b}[2J+}"
  `);
});
