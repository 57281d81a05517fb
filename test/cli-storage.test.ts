import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// The built program on a disk that really refuses: the shell lets no file grow beyond 10 KB.

const cli = resolve('dist/bin/kshot.cjs');
const folder = mkdtempSync(join(tmpdir(), 'kshot-cli-'));
for (const part of ['evals', 'templates', 'datasets'])
  cpSync(part, join(folder, part), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const task = ['evals/review-category.yaml', '--limit', '5'];
const set = ['shots.count=1', 'trials=20', 'gate={}'].flatMap((each) => ['--set', each]);

function kshot(args: readonly string[], before = '') {
  const line = [process.execPath, cli, ...args].map((word) => `'${word}'`).join(' ');
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `${before} exec ${line}`], options);
  return { exit: status, out: stdout, err: stderr };
}

test.skipIf(process.platform === 'win32')(
  'a file that may not grow ends a run between two lines; resume finishes it',
  () => {
    const { exit, out, err } = kshot(['run', ...task, ...set], 'ulimit -f 20;');
    const [stopped, saved, goOn] = out.trimEnd().split('\n').slice(-3);
    const run = goOn!.split(' ').at(-1)!;
    expect({ exit, err, stopped, saved, goOn }).toEqual({
      exit: 3,
      err: '',
      stopped: `stopped: cannot write .kshot/runs/${run}/journal.jsonl: the file may not grow any more (exit code 3)`,
      saved: `saved as ${run} · kshot show prints it again, --failures lists wrong answers`,
      goOn: `go on with it: kshot resume ${run}`,
    });
    const path = join(folder, '.kshot/runs', run, 'journal.jsonl');
    const torn = readFileSync(path, 'utf8');
    expect(torn.endsWith('}\n')).toBe(true);
    expect(kshot(['resume']).exit).toBe(0);
    const whole = readFileSync(path, 'utf8');
    expect(whole.startsWith(torn)).toBe(true);
    const lines = whole.trimEnd().split('\n');
    expect(new Set(lines.map(placeOf))).toHaveProperty('size', 200);
    expect(lines).toHaveLength(200);
  },
);

function placeOf(line: string): string {
  const { kind, cell, row, trial } = JSON.parse(line) as Record<string, unknown>;
  return [kind, cell, row, trial].join(' ');
}
