import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  installPackage,
  kshot,
  packagesIn,
  readJson,
  sizeOf,
  start,
  type Installed,
} from './installed.ts';

const minutes = 60_000;
let installed: Installed;

beforeAll(async () => {
  installed = await installPackage();
}, 5 * minutes);

afterAll(() => rmSync(dirname(installed.folder), { recursive: true, force: true }));

beforeEach(({ skip }) => {
  if (installed.unreachable !== undefined) skip(installed.unreachable);
});

const patient = { timeout: 2 * minutes };

test('the package brings at most 40 packages and 40 MB', () => {
  expect(packagesIn(installed.folder).length).toBeLessThanOrEqual(40);
  expect(sizeOf(join(installed.folder, 'node_modules'))).toBeLessThanOrEqual(40e6);
});

test('nothing runs at its installation', () => {
  const hooks = ['preinstall', 'install', 'postinstall'];
  const running = packagesIn(installed.folder).filter((place) => {
    const { scripts = {} } = readJson(join(place, 'package.json'));
    return (
      hooks.some((hook) => hook in (scripts as object)) ||
      readdirSync(place).includes('binding.gyp')
    );
  });
  expect(running).toEqual([]);
});

test('the package holds what a user needs, and no sources or tests', () => {
  expect(readdirSync(join(installed.folder, 'node_modules', 'kshot')).toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'datasets',
    'dist',
    'evals',
    'package.json',
    'schema',
    'templates',
  ]);
});

test('kshot --version prints the version of the package', patient, async () => {
  const { version } = readJson(fileURLToPath(new URL('../package.json', import.meta.url)));
  const { code, stdout, stderr } = await kshot(installed.folder, '--version');
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${String(version)}\n`, stderr: '' });
});

test('kshot init writes a first task that runs at once', patient, async () => {
  const { folder } = installed;
  const init = await kshot(folder, 'init');
  expect(init.stderr).toBe('');
  expect(init.stdout.replaceAll('\\', '/')).toBe(`created evals/review-sentiment.yaml
created templates/review-sentiment.yaml
created datasets/reviews.csv
created schema/task.schema.json
created schema/template.schema.json

Next:
  kshot check evals/review-sentiment.yaml
  kshot run evals/review-sentiment.yaml
  kshot render evals/review-sentiment.yaml
`);
  expect(readdirSync(folder).toSorted()).toEqual([
    'datasets',
    'evals',
    'node_modules',
    'package-lock.json',
    'package.json',
    'schema',
    'templates',
  ]);
  const run = await kshot(folder, 'run', 'evals/review-sentiment.yaml', '--limit', '20');
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(join(folder, '.kshot', 'runs'))).toHaveLength(1);
});

test('kshot run prints the table of a task', patient, async () => {
  const { folder } = installed;
  writeFileSync(join(folder, 'colours.csv'), coloursCsv);
  writeFileSync(join(folder, 'colours.yaml'), coloursTask);
  const { code, stdout, stderr } = await kshot(folder, 'run', 'colours.yaml');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(steady(stdout)).toMatchInlineSnapshot(`
    "colours · 3 cells × 6 rows = 18 requests · embedded · <duration>

    ┌─┬─┬─┬─┬─┬─┬─┬─┐
    │ k │ exact_match │ n │ failed │ truncated │ p50 │ tokens in │ out │
    │ 2 │ 0.500 [0.188, 0.812] │ 6 │ 0 │ 0 │ <duration> │ 180 │ 12 │
    │ 4 │ 0.500 [0.188, 0.812] │ 6 │ 0 │ 0 │ <duration> │ 288 │ 12 │
    │ 0 │ 0.000 [0.000, 0.390] │ 6 │ 0 │ 0 │ <duration> │ 72 │ 18 │
    │ (majority label) │ 0.500 [0.188, 0.812] │ │ │ │ │ │ │
    │ (nearest copy) │ 0.667 [0.300, 0.903] │ │ │ │ │ │ │
    └─┴─┴─┴─┴─┴─┴─┴─┘

    ✓ error_rate <= 0: 0.000 at worst, in 3 of 3 cells

    warning: 6 rows only: the intervals are wide, and small differences mean nothing

    saved as <time>-colours · kshot show prints it again, --failures lists wrong answers
    "
  `);
});

test('the API can be imported by the name of the package', patient, async () => {
  const { folder } = installed;
  const script = `import { wilson } from 'kshot'; console.log(wilson(5, 10, 0.95).low.toFixed(4));`;
  const { stdout, stderr } = await start(
    process.execPath,
    ['--input-type=module', '-e', script],
    folder,
  );
  expect({ stdout, stderr }).toEqual({ stdout: '0.2366\n', stderr: '' });
});

test('the types of the API check in a project of its own', patient, async () => {
  const { folder } = installed;
  writeFileSync(join(folder, 'own.mts'), ownProgram);
  const modules = fileURLToPath(new URL('../node_modules/', import.meta.url));
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  const flags = '--noEmit --strict --module nodenext --target es2023 --types node --typeRoots';
  const args = [tsc, ...flags.split(' '), join(modules, '@types'), 'own.mts'];
  const { code, stdout } = await start(process.execPath, args, folder);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});

/** Without what differs from run to run: names of runs, durations, and the widths they give to columns. */
function steady(text: string): string {
  return text
    .replaceAll(/\d{8}-\d{6}-/g, '<time>-')
    .replaceAll(/\b[\d.,]+ ?(?:µs|ms|s)\b/g, '<duration>')
    .replaceAll(/─+/g, '─')
    .replaceAll(/ +/g, ' ');
}

const coloursCsv = `thing,colour
fresh grass,green
ripe lemon,yellow
dry grass,yellow
wet grass,green
old lemon,yellow
young leaf,green
`;

const coloursTask = `name: colours
template:
  instruction: Name the colour.
  input: "Thing: {{thing}}\\nColour:"
  output: " {{colour}}"
  separator: "\\n\\n"
  stop: "\\n"
dataset: colours.csv
shots: { select: nearest }
params: { max_tokens: 4, temperature: 0 }
grid: { shots.count: [0, 2, 4] }
score: [exact_match]
gate:
  error_rate: { max: 0 }
`;

const ownProgram = `import { formatProblem, loadTask, UserError, wilson, type Interval, type Task } from 'kshot';

export const interval: Interval = wilson(1, 2, 0.95);
export async function nameOf(path: string): Promise<string> {
  try {
    const task: Task = (await loadTask(path, [], '.')).task;
    return task.name;
  } catch (error) {
    return error instanceof UserError ? error.problems.map(formatProblem).join() : '';
  }
}
`;
