// This package as its users have it: packed, and installed into an empty folder.
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const onWindows = process.platform === 'win32';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without colours. */
export function start(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const options = { cwd, shell: onWindows, env: { ...env, NO_COLOR: '1' } };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 1) : 0;
      resolve({ code, stdout, stderr });
    });
  });
}

const noRegistry =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|E50\d)\b/;

export interface Installed {
  /** The folder into which it is installed; holds nothing else. */
  readonly folder: string;
  /** Why it could not be. */
  readonly unreachable?: string;
}

/** Packs dist as it is, and fetches what it depends on. */
export async function installPackage(): Promise<Installed> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kshot-package-')));
  const folder = join(scratch, 'empty');
  mkdirSync(folder);
  const packed = await npm(['pack', '--ignore-scripts', '--pack-destination', scratch], root);
  if (packed.code !== 0) throw new Error(`npm pack failed\n${packed.stderr}`);
  const tarball = join(
    scratch,
    readdirSync(scratch).find((name) => name.endsWith('.tgz'))!,
  );
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const added = await npm(['install', '--prefer-offline', tarball], folder);
  if (added.code === 0) return { folder };
  if (!noRegistry.test(added.stderr)) throw new Error(`npm install failed\n${added.stderr}`);
  return { folder, unreachable: 'the package registry cannot be reached: nothing was installed' };
}

function npm(args: readonly string[], cwd: string): Promise<Ended> {
  return start('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd);
}

export function kshot(folder: string, ...args: readonly string[]): Promise<Ended> {
  return start(join(folder, 'node_modules', '.bin', 'kshot'), args, folder);
}

/** The places of all packages that were installed, the package itself among them. */
export function packagesIn(folder: string): string[] {
  const lock = readJson(join(folder, 'node_modules', '.package-lock.json'));
  return Object.keys(lock['packages'] as object).map((place) => join(folder, place));
}

export function readJson(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}

/** The size of all files in a folder, in bytes. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .filter((file) => file.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}
