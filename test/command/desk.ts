import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { makeRedact, secretsOf } from '../../src/base/redact.ts';
import type { Host } from '../../src/command/host.ts';
import { displayPath } from '../../src/dataset/display-path.ts';

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

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A folder with a small task in it, and a host whose clock stands still; `world` replaces parts of it. */
export function desk(files: Readonly<Record<string, string>> = {}, world: Partial<Host> = {}) {
  const own = { 'task.yaml': task, 'template.yaml': template, 'things.csv': things };
  const folder = folderWith({ ...own, ...files });
  const interrupt = new AbortController();
  const printed = { out: '', err: '' };
  const concealed: string[] = [];
  let redact = makeRedact(secretsOf(world.env ?? {}));
  const host: Host = {
    cwd: folder,
    out: (text) => void (printed.out += redact(text)),
    err: (text) => void (printed.err += redact(text)),
    env: {},
    redact: (text) => redact(text),
    conceal: (names) => {
      concealed.push(...names);
      redact = makeRedact(secretsOf(host.env, concealed));
    },
    sleep: () => Promise.resolve(),
    now: () => new Date('2026-01-02T03:04:05Z'),
    clock: () => 0,
    every: () => () => {},
    signal: interrupt.signal,
    color: false,
    interactive: false,
    ...world,
  };
  // Whatever folder the tests are run in.
  const shown = displayPath(folder);
  const plain = (text: string) => text.replaceAll(shown, '.').replaceAll(folder, '.');
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
