import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { displayPath } from '../../src/dataset/display-path.ts';
import { dataFolder } from './data-folder.ts';

const data = dataFolder();
data.write('reviews.csv', 'text\na\n');
data.write('notes.txt', '');
mkdirSync(data.path('folder'));

const named = (name: string) => ({ path: data.path(name), where: {}, seed: 1 });

test('a missing file is likened to its siblings', async () => {
  expect(await data.problems(named('review.csv'))).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file data/review.csv
      = help: did you mean "reviews.csv"?"
  `);
});

test('a missing file without a like names the data files beside it', async () => {
  expect(await data.problems(named('something-else.csv'))).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file data/something-else.csv
      = help: data holds reviews.csv"
  `);
});

test('a missing file in an empty folder says so', async () => {
  expect(await data.problems(named('folder/reviews.csv'))).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file data/folder/reviews.csv
      = help: data/folder holds no data files"
  `);
});

test('a missing folder is named', async () => {
  expect(await data.problems(named('datasets/reviews.csv'))).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file data/datasets/reviews.csv
      = help: there is no folder data/datasets either"
  `);
});

test('a missing file is shown where the task names it', async () => {
  const text = 'dataset: review.csv';
  const at = () => ({ file: 'evals/a.yaml', line: 3, column: 10, length: 10, text });
  expect(await data.problems(named('review.csv'), { at })).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file data/review.csv
      --> evals/a.yaml:3:10
      |
    3 | dataset: review.csv
      |          ^^^^^^^^^^
      = help: did you mean "reviews.csv"?"
  `);
});

test('a directory is not a data set', async () => {
  expect(await data.problems(named('.'))).toMatchInlineSnapshot(`
    "error[file-not-found]: data is a directory
      = help: name a file in it: reviews.csv"
  `);
});

test.skipIf(process.platform === 'win32')('a device is not a data set', async () => {
  const problems = await data.problems({ path: '/dev/null', where: {}, seed: 1 });
  expect(problems.replace(displayPath('/dev/null'), 'device')).toMatchInlineSnapshot(`
    "error[file-not-found]: device is not a regular file
      = help: the data set is read twice: save it to a file"
  `);
});
