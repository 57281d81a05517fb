import { expect, test } from 'vitest';
import { splitWords } from '../../src/provider/command-words.ts';
import { refusal } from './own-model.ts';

test.each<[string, string[]]>([
  ['./my-model', ['./my-model']],
  ['  ./my-model \t --flag\n', ['./my-model', '--flag']],
  [`python -c 'print("a  b")'`, ['python', '-c', 'print("a  b")']],
  [`m "it's" 'a "b"'`, ['m', `it's`, 'a "b"']],
  [`m --name="two words"'!'`, ['m', '--name=two words!']],
  [`m '' ""`, ['m', '', '']],
  [String.raw`m "a \"b\" \\ \n"`, ['m', String.raw`a "b" \ \n`]],
  [String.raw`m a\ b \'c\' \\`, ['m', 'a b', "'c'", '\\']],
  [String.raw`C:\models\run.exe --x`, [String.raw`C:\models\run.exe`, '--x']],
  [String.raw`m 'a\b'`, ['m', String.raw`a\b`]],
  [
    'm $HOME *.txt | tee > x; y && z `id`',
    ['m', '$HOME', '*.txt', '|', 'tee', '>', 'x;', 'y', '&&', 'z', '`id`'],
  ],
])('the words of %s', (line, words) => {
  expect(splitWords(line)).toEqual(words);
});

test.each([
  ['m "a b', 'a quote is not closed: "a b'],
  ["m --x='a", "a quote is not closed: 'a"],
  [String.raw`m "a\"`, String.raw`a quote is not closed: "a\"`],
  ['  ', 'no program is named'],
  ['""', 'no program is named'],
])('%s is refused', async (line, what) => {
  const split = async () => splitWords(line);
  const help = 'for instance command:./my-model --flag "two words"';
  expect(await refusal(split())).toBe(
    `error[unknown-provider]: command: ${what}\n  = help: ${help}`,
  );
});
