// The evals of this repository are held against their accepted baselines; `npm run evals` does so in CI.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import { baselineText, readBaseline } from '../../src/baseline/baseline-file.ts';
import { askedOf, scoresOfRun } from '../../src/baseline/run-scores.ts';
import { readManifest } from '../../src/schedule/find-run.ts';
import { resultsOf } from '../../src/schedule/read-journal.ts';
import { desk } from './desk.ts';

const names = readdirSync('evals').flatMap((file) => /^(.*)\.yaml$/.exec(file)?.[1] ?? []);
const isGuarded = (name: string) =>
  readFileSync(`evals/${name}.yaml`, 'utf8').includes('max_drop:');
const guarded = names.filter(isGuarded);

/** A desk with the evals and their baselines, in CI. */
function shipped() {
  const own = desk({}, { env: { CI: 'true' } });
  for (const folder of ['evals', 'templates', 'datasets'])
    cpSync(folder, join(own.folder, folder), { recursive: true });
  const run = (tasks: readonly string[], set: readonly string[] = []) => {
    const files = tasks.map((name) => `evals/${name}.yaml`);
    return own.see((host) => runCommand(host, files, { set, strict: true }));
  };
  return { ...own, run };
}

/** What each drop was found to be. */
function verdicts(out: string): string[] {
  return [...out.matchAll(/^[✓✗?] (\S+) max_drop \S+: (\w+) in (.*?):/gm)].map(
    ([, metric, word, cell]) => `${metric} in ${cell}: ${word}`,
  );
}

/** The words for them, each once. */
function words(out: string): string[] {
  return [...new Set(verdicts(out).map((line) => line.split(': ').at(-1)!))];
}

test('`npm run evals` runs every eval that has a gate, and those with a max_drop have a baseline', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const ran = [...scripts['evals']!.matchAll(/evals\/([\w-]+)\.yaml/g)].map(([, name]) => name!);
  const gated = names.filter((name) => /^gate:/m.test(readFileSync(`evals/${name}.yaml`, 'utf8')));
  expect(ran).toEqual(gated);
  expect(scripts['evals']).toContain(' --strict ');
  expect(guarded).toEqual(['review-category', 'review-summary', 'support-chat']);
  expect(guarded.filter((name) => !existsSync(`evals/${name}.baseline.jsonl`))).toEqual([]);
});

test('as they are they pass together under --strict', async () => {
  const { run } = shipped();
  const { exit, out, err } = await run(guarded);
  expect([exit, err]).toEqual([0, '']);
  expect(verdicts(out)).toEqual([
    'exact_match in default: ok',
    'rouge_l in k=2 rep=1: ok',
    'rouge_l in k=2 rep=1.2: ok',
    'rouge_l in k=8 rep=1: ok',
    'rouge_l in k=8 rep=1.2: ok',
    'exact_match in default: ok',
  ]);
});

/** The embedded model is the same on every machine and version of Node: to the last of six digits. */
test.each(guarded)('the baseline of %s is what a run of it scores here', async (name) => {
  const { run, folder, list } = shipped();
  await run([name]);
  const path = join(folder, '.kshot/runs', list('.kshot/runs').at(-1)!);
  const manifest = readManifest(path);
  const scores = { ...(await scoresOfRun(manifest, resultsOf(path))), asked: askedOf(manifest) };
  const file = `evals/${name}.baseline.jsonl`;
  const kept = readFileSync(file, 'utf8');
  expect(baselineText({ origin: readBaseline(kept, file).origin, scores })).toBe(kept);
});

const categories = 'Which department does the reviewed product belong to? Answer with one of:';

test.each([
  [
    'review-category',
    `template.instruction="${categories} pets, garden, books, clothing, electronics, kitchen."`,
  ],
  ['review-category', 'template.separator="\\n\\n\\n"'],
  ['review-summary', 'template.instruction="Write a short  title for the product review."'],
  ['review-summary', 'template.separator="\\n\\n\\n"'],
  ['support-chat', 'template.separator="\\n\\n\\n"'],
])('%s stays green with a prompt that is no worse: %s', async (name, set) => {
  const { run } = shipped();
  const { exit, out } = await run([name], [set]);
  expect([exit, ...words(out)]).toEqual([0, 'ok']);
});

test.each(['review-category', 'review-summary', 'support-chat'])(
  '%s stays green when the rows of its file stand in another order',
  async (name) => {
    const { run, folder } = shipped();
    const file = join(
      folder,
      'datasets',
      name === 'support-chat' ? 'support-chat.csv' : 'reviews.csv',
    );
    const [header, ...rows] = readFileSync(file, 'utf8')
      .trimEnd()
      .split(/\n(?=\w\d+,)/);
    writeFileSync(file, `${[header, ...rows.toReversed()].join('\n')}\n`);
    const { exit, out } = await run([name]);
    expect([exit, ...words(out)]).toEqual([0, 'ok']);
  },
);

test.each([
  ['review-category', 'template.input="Review: {{id}}\\nDepartment:"'],
  ['review-summary', 'template.input="Review: {{id}}\\nTitle:"'],
  ['support-chat', 'shots.count=0'],
])('%s turns red with a prompt that is worse: %s', async (name, set) => {
  const { run } = shipped();
  const { exit, out } = await run([name], [set]);
  expect([exit, ...words(out)]).toEqual([1, 'regression']);
});

test('where rows are too few to tell, --strict does not let it pass', async () => {
  const { run } = shipped();
  const { exit, out } = await run(['support-chat'], ['template.input="Message: {{id}}\\nIntent:"']);
  expect([exit, verdicts(out)]).toEqual([3, ['exact_match in default: inconclusive']]);
});
