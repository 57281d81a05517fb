import { expect, test } from 'vitest';
import { taskFolder, taskText } from './task-folder.ts';

const { problems } = taskFolder();

const told = async (extract: string) => {
  const text = taskText().replace('[exact_match]', `[{ exact_match: { extract: ${extract} } }]`);
  return (await problems(text)).split('\n').filter((line) => /^error|= help/.test(line));
};

test.each([
  '{ regex: "a(b)", group: 2 }',
  '{ regex: "(", last: true }',
  '{ regex: a, after: b }',
  '{ after: a, last: true }',
  '{ regex: a, grup: 1 }',
  '{ regx: a }',
  'last_numbr',
  '[last_line, { after: "" }]',
  '[]',
  '{}',
  '{ letter: abcd }',
  '{ strict: { regex: "(" }, flexible: last_number }',
  '{ strict: { regx: a } }',
  '{ strict: last_numbr }',
  '{ 2nd: last_number }',
  '{ strict: last_number, regex: a }',
  '{ letter: { letter: AB }, regex: [last_line] }',
  '{ letter: { letter: ab } }',
  '42',
])('extract: %s is refused where it is wrong', async (extract) => {
  expect((await told(extract)).join('\n')).toMatchSnapshot();
});
