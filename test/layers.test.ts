import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { brokenLayers, specifiersOf } from './layers.ts';

const src = new URL('../src/', import.meta.url);

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

const planted = (file: string, text: string) => brokenLayers(new Map([[file, text]]));

test('every file of src keeps the order', () => {
  expect(files.length).toBeGreaterThan(100);
  const texts = files.map((file) => [file, readFileSync(new URL(file, src), 'utf8')] as const);
  expect(brokenLayers(new Map(texts))).toEqual([]);
});

test.each([
  ['static import', `import { run } from '../score/score.ts';`],
  ['import of a type', `import type { Score } from '../score/score.ts';`],
  ['import of a type among values', `import { type Score } from '../score/score.ts';`],
  ['import for side effects', `import '../score/score.ts';`],
  ['namespace import', `import * as score from "../score/score.ts"`],
  ['import over several lines', `import {\n  run,\n} from\n  '../score/score.ts';`],
  ['dynamic import', `const { run } = await import('../score/score.ts');`],
  ['dynamic import in a template string', 'const text = `${await import("../score/score.ts")}`;'],
  ['dynamic import of a template string', 'void import(`../score/score.ts`);'],
  ['type position import', `type Score = import('../score/score.ts').Score;`],
  ['re-export', `export { run } from '../score/score.ts';`],
  ['re-export of a type', `export type { Score } from '../score/score.ts';`],
  ['re-export of everything', `export * from '../score/score.ts';`],
  ['re-export under a name', `export * as score from '../score/score.ts';`],
  ['require', `const { run } = require('../score/score.ts');`],
  ['import by assignment', `import score = require('../score/score.ts');`],
  ['detour', `import { run } from '../task/../score/score.ts';`],
])('an upward %s is found', (_, text) => {
  expect(planted('task/load.ts', text)).toHaveLength(1);
});

test('the message names the file and what it imports', () => {
  expect(planted('task/load.ts', `import '../task/axes.ts'; import '../prompt/order.ts';`)).toEqual(
    ['task/load.ts imports ../prompt/order.ts'],
  );
});

test('a dynamic import that is put together at run time counts by its beginning', () => {
  expect(planted('task/load.ts', 'void import(`../score/${name}.ts`);')).toEqual([
    'task/load.ts imports ../score/',
  ]);
});

test.each([
  ['a line comment', `// import '../score/score.ts';`],
  ['a block comment', `/* import '../score/score.ts'; */`],
  ['a string', `const text = "import '../score/score.ts'";`],
  ['a template string', "const text = `import '../score/score.ts'`;"],
  ['a regular expression', String.raw`const found = /import '..\/score\/score.ts'/;`],
])('an import inside %s does not count', (_, text) => {
  expect(planted('task/load.ts', text)).toEqual([]);
});

test.each([
  ['its own folder', `import './axes.ts';`],
  ['a folder before', `import '../base/hash.ts';`],
  ['a package', `import 'yaml';`],
  ['a part of Node', `import 'node:fs';`],
])('a file may import %s', (_, text) => {
  expect(planted('task/load.ts', text)).toEqual([]);
});

test.each([
  ['base/hash.ts', '../task/load.ts'],
  ['base/hash.ts', '../run.ts'],
  ['report/terminal.ts', '../run.ts'],
  ['report/terminal.ts', '../command/run.ts'],
  ['command/run.ts', '../cli.ts'],
  ['command/run.ts', '../index.ts'],
  ['command/run.ts', '../index.js'],
  ['command/run.ts', 'kshot'],
  ['command/run.ts', '..'],
  ['command/run.ts', '../../test/layers.ts'],
  ['run.ts', './command/run.ts'],
  ['run.ts', './cli.ts'],
  ['run.ts', './index.ts'],
  ['cli.ts', './run.ts'],
  ['start.ts', './cli.ts'],
  ['start.ts', './run.ts'],
  ['start.ts', './index.ts'],
  ['start.ts', './report/terminal.ts'],
  ['index.ts', './cli.ts'],
  ['index.ts', './vitest/evaluate.ts'],
  ['command/run.ts', '../vitest/evaluate.ts'],
  ['run.ts', './vitest/evaluate.ts'],
  ['vitest/evaluate.ts', '../vitest.ts'],
  ['vitest/evaluate.ts', '../index.ts'],
  ['vitest/evaluate.ts', '../start.ts'],
])('%s may not import %s', (file, specifier) => {
  expect(planted(file, `import '${specifier}';`)).toEqual([`${file} imports ${specifier}`]);
});

test.each([
  ['command/run.ts', '../run.ts'],
  ['command/run.ts', '../report/terminal.ts'],
  ['run.ts', './report/outcome.ts'],
  ['cli.ts', './start.ts'],
  ['cli.ts', './base/version.ts'],
  ['start.ts', './command/program.ts'],
  ['start.ts', './base/problem.ts'],
  ['index.ts', './run.ts'],
  ['index.ts', './stats/wilson.ts'],
  ['vitest.ts', './vitest/evaluate.ts'],
  ['vitest/evaluate.ts', '../run.ts'],
  ['vitest/evaluate.ts', '../command/run-task.ts'],
])('%s may import %s', (file, specifier) => {
  expect(planted(file, `export * from '${specifier}';`)).toEqual([]);
});

test.each(['shared/text.ts', 'main.ts', 'toString'])('%s has no place on the line', (file) => {
  expect(planted(file, '')).toEqual([`${file} stands in no folder of the line`]);
});

test.each([
  ['task/utils.ts', 'utils.ts'],
  ['task/helpers.ts', 'helpers.ts'],
  ['task/types.ts', 'types.ts'],
  ['task/constants.ts', 'constants.ts'],
  ['task/types.d.ts', 'types.d.ts'],
  ['task/utils/text.ts', 'utils'],
])('%s has a name that says nothing', (file, part) => {
  expect(planted(file, '')).toEqual([`${file}: "${part}" says nothing: name what it holds`]);
});

test.each(['index.ts', 'vitest.ts'])('%s is re-exports only', (file) => {
  const text = readFileSync(new URL(file, src), 'utf8');
  const statements = text.split(';').filter((statement) => statement.trim() !== '');
  expect(specifiersOf(text)).toHaveLength(statements.length);
});
