// A small task in a folder of its own, and what its runs warn of.
import { vi } from 'vitest';
import { desk } from '../command/desk.ts';

/** `task` takes the place of the gates. */
export function colours(task = '') {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { folder, read, list, host } = desk({
    'task.yaml': `
name: colours
template: template.yaml
dataset: things.csv
shots: { select: nearest }
params: { temperature: 0, max_tokens: 4 }
grid: { shots.count: [0, 1] }
score: [exact_match]
${task}`,
    'half.mjs': `
import { createInterface } from 'node:readline';
let asked = 0;
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id } = JSON.parse(line);
  asked += 1;
  const answer = asked % 2 === 0 ? { text: ' red' } : { error: 'no idea' };
  setTimeout(() => console.log(JSON.stringify({ id, ...answer })), 20);
});`,
  });
  return {
    folder,
    host,
    read,
    list,
    /** Everything that was printed since it was asked last. */
    warnings: () => {
      const texts = warn.mock.calls.map(([text]) => String(text));
      warn.mockClear();
      return texts.join('\n');
    },
  };
}

/** Without what differs from run to run: its name, how long it took, and the widths that this gives to columns. */
export function steady(text: string): string {
  return text
    .replaceAll(/\d{8}-\d{6}-[a-z-]+[a-z](?:-\d+)?/g, '<run>')
    .replaceAll(/\b[\d.,]+ ?(?:µs|ms|s)\b/g, '<duration>')
    .replaceAll(/─+/g, '─')
    .replaceAll(/ +│/g, ' │')
    .replaceAll(/│ +/g, '│ ');
}
