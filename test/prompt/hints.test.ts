import { expect, test } from 'vitest';
import { formatProblem } from '../../src/base/problem.ts';
import { dataUses } from '../../src/prompt/open-data.ts';
import { hints } from '../../src/prompt/hints.ts';
import { taskFolder } from './task-folder.ts';

async function hintsOf(task: string, columns: readonly string[]): Promise<string> {
  const loaded = await taskFolder({
    'task.yaml': `name: t\nscore: [exact_match]\n${task}\n`,
  }).load();
  const uses = dataUses(loaded, { shots: 1, output: true, targets: [] });
  const texts = [...new Set(uses.flatMap((use) => use.texts))];
  return `\n${hints(loaded, texts, columns).map(formatProblem).join('\n\n')}\n`;
}

const template = 'template: { input: "{{q}}", output: " {{a}}" }';

test('a column that something uses is no hint, whatever uses it', async () => {
  const dataset = 'dataset: { path: rows.csv, id: key, cluster: group, where: { split: test } }';
  const shots = 'shots: { count: 1, select: balanced, label: kind }';
  const columns = ['q', 'a', 'key', 'group', 'split', 'kind'];
  expect(await hintsOf(`${template}\n${dataset}\n${shots}`, columns)).toBe('\n\n');
});

test('columns that nothing uses', async () => {
  const task = `${template}\ndataset: rows.csv`;
  expect(await hintsOf(task, ['id', 'q', 'a', 'note'])).toMatchInlineSnapshot(`
    "
    hint[unused-column]: 1 column is used by nothing: note
      --> task.yaml:4:1
      |
    4 | dataset: rows.csv
      | ^^^^^^^
    "
  `);
  expect(await hintsOf(task, ['q', 'a', 'note', 'author'])).toMatchInlineSnapshot(`
    "
    hint[unused-column]: 2 columns are used by nothing: note, author
      --> task.yaml:4:1
      |
    4 | dataset: rows.csv
      | ^^^^^^^
    "
  `);
});

test('an instruction that differs from row to row', async () => {
  const varying = 'template: { instruction: "In {{lang}}:", input: "{{q}}", output: " {{a}}" }';
  expect(await hintsOf(`${varying}\ndataset: rows.csv`, ['q', 'a', 'lang'])).toMatchInlineSnapshot(`
    "
    hint[varying-prefix]: the instruction differs from row to row: prompts share no beginning
      --> task.yaml:3:32
      |
    3 | template: { instruction: "In {{lang}}:", input: "{{q}}", output: " {{a}}" }
      |                                ^^^^
      = help: move the column to \`input\`, and providers can cache the shots
    "
  `);
});
