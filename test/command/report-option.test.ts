import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import { desk } from './desk.ts';

const refused: readonly RunOptions[] = [
  { report: ['junti'] },
  { report: ['html'] },
  { report: ['junit='] },
  { report: ['github'] },
  { report: ['junit', 'markdown'] },
  { report: ['markdown'], json: true },
  { report: ['github=s.md', 'csv'] },
  { report: ['junit=a', 'markdown=./a'] },
  { report: ['csv=a'], out: 'a' },
  { report: ['junit=task.yaml/a.xml'] },
  { report: ['junit=.'] },
];

test('what cannot be had is refused before anything is sent', async () => {
  const { see, folder } = desk();
  const messages: string[] = [];
  for (const options of refused) {
    const { exit, err, out } = await see((host) => runCommand(host, ['task.yaml'], options));
    messages.push(`${exit} ${out}${err}`);
  }
  const several = ['task.yaml', 'task.yaml'];
  messages.push((await see((host) => runCommand(host, several, { report: ['csv'] }))).err);
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "2 error[bad-option]: no report is named "junti"
      = help: did you mean "junit"?

    2 error[bad-option]: no report is named "html"
      = help: there are json, csv, junit, markdown, github

    2 error[bad-option]: --report junit= names no file

    2 error[bad-option]: --report github: GITHUB_STEP_SUMMARY is not set, so it has no file
      = help: outside of a job say where to: --report github=FILE

    2 error[bad-option]: --report junit and --report markdown both print to standard output
      = help: give one a file: --report markdown=FILE

    2 error[bad-option]: --json and --report markdown both print to standard output
      = help: give one a file: --report markdown=FILE

    2 error[bad-option]: --report github and --report csv both print to standard output
      = help: give one a file: --report csv=FILE

    2 error[bad-option]: two reports go to ./a
      = help: give each a file of its own

    2 error[bad-option]: two reports go to a
      = help: give each a file of its own

    2 error[bad-option]: cannot write task.yaml/a.xml: there is a file where a folder should be

    2 error[bad-option]: cannot write .: it is a folder

    error[bad-option]: --report csv takes the results of one task
    "
  `);
  expect(existsSync(join(folder, '.kshot'))).toBe(false);
});
