// The built program: what it compiles is kept beside it where Node keeps nothing itself.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kshot-compiled-'));
const compiled = join(folder, 'dist', 'bin', 'compiled');
cpSync('package.json', join(folder, 'package.json'));
cpSync('dist/bin', join(folder, 'dist', 'bin'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const nodeKeeps = 'enableCompileCache' in module;

function help(env: Readonly<Record<string, string>> = {}): string {
  const cli = join(folder, 'dist', 'bin', 'kshot.cjs');
  const { NODE_V8_COVERAGE: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, '--help'], {
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const kept = () => join(compiled, `${process.version}-${process.arch}`, 'help');
const bytesOf = (name: string) => readFileSync(join(kept(), name));

test.skipIf(nodeKeeps)('a start keeps what it compiled, and the next takes it', () => {
  rmSync(compiled, { recursive: true, force: true });
  const first = help();
  const names = readdirSync(kept());
  expect(names.map((name) => name.replace(/-[\w-]{8}\./, '.'))).toEqual(['start.cjs.bin']);
  const bytes = bytesOf(names[0]!);
  expect(help()).toBe(first);
  expect(bytesOf(names[0]!).equals(bytes)).toBe(true);
});

test.skipIf(nodeKeeps)('what is damaged is not run, but made anew', () => {
  const first = help();
  const [name = ''] = readdirSync(kept());
  const whole = bytesOf(name);
  const flipped = Buffer.from(whole).fill(0xff, whole.length >> 1, (whole.length >> 1) + 64);
  for (const damaged of [flipped, whole.subarray(0, 1000), Buffer.alloc(0)]) {
    writeFileSync(join(kept(), name), damaged);
    expect(help()).toBe(first);
    expect(bytesOf(name).equals(damaged)).toBe(false);
  }
});

test('nothing is kept where it is not wanted or cannot be', () => {
  rmSync(compiled, { recursive: true, force: true });
  help({ NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(readdirSync(join(folder, 'dist', 'bin'))).not.toContain('compiled');
  writeFileSync(compiled, 'in the way');
  expect(help()).toContain('Usage: kshot');
});
