// Programs for `command:` in real files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { After } from '../../src/provider/command-process.ts';
import { command, openCommand } from '../../src/provider/command.ts';
import { closing, folderWith, surroundingsOf } from './own-model.ts';

/** A program in JavaScript; `body` is done for each question. */
export function program(body: string): string {
  return `
    import { appendFileSync, closeSync, existsSync, writeFileSync } from 'node:fs';
    import { createInterface } from 'node:readline';
    appendFileSync('starts', 'x');
    const say = (line) => process.stdout.write((typeof line === 'string' ? line : JSON.stringify(line)) + '\\n');
    const asked = [];
    createInterface({ input: process.stdin }).on('line', (line) => {
      const question = JSON.parse(line);
      const { id, prompt } = question;
      asked.push(question);
      ${body}
    });`;
}

/** Asked through the real timers unless others are given. */
export async function started(
  body: string,
  { line = 'node model.mjs', after }: { line?: string; after?: After } = {},
) {
  const folder = folderWith({ 'model.mjs': program(body) });
  const surroundings = surroundingsOf(folder);
  const connection = after
    ? openCommand(line, surroundings, after)
    : await command.open(line, surroundings);
  const starts = () => readFileSync(join(folder, 'starts'), 'utf8').length;
  return { ...closing(connection), folder, starts };
}
