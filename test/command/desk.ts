import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import type { Host } from '../../src/command/host.ts';

const template = `
instruction: "Answer with one of: red, green."
input: "Thing: {{thing}}\\nColour:"
output: " {{colour}}"
separator: "\\n\\n"
stop: "\\n"
`;

const things = `id,thing,colour
t1,a ripe tomato,red
t2,a ripe cherry,red
t3,fresh grass,green
t4,fresh leaves of grass,green
`;

const task = `
name: colours
template: template.yaml
dataset: things.csv
shots: { select: nearest, count: 1 }
params: { temperature: 0, max_tokens: 4 }
score: [exact_match]
`;

/** A folder with a small task in it, and a host whose clock stands still. */
export function desk(files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const written = { 'task.yaml': task, 'template.yaml': template, 'things.csv': things, ...files };
  for (const [name, text] of Object.entries(written)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const interrupt = new AbortController();
  const printed = { out: '', err: '' };
  const host: Host = {
    cwd: folder,
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    now: () => new Date('2026-01-02T03:04:05Z'),
    clock: () => 0,
    every: () => () => {},
    signal: interrupt.signal,
    color: false,
    interactive: false,
  };
  const plain = (text: string) => text.replaceAll(folder, '.');
  return {
    folder,
    host,
    interrupt: () => interrupt.abort(),
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    list: (name: string) => readdirSync(join(folder, name)),
    /** What a command came to, as its user sees it. */
    see: async (command: (host: Host) => Promise<number>) => {
      const exit = await command(host).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        host.err(`${error.message}\n`);
        return 2;
      });
      const { out, err } = printed;
      [printed.out, printed.err] = ['', ''];
      return { exit, out: plain(out), err: plain(err) };
    },
  };
}
