import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../../src/base/version.ts';
import { describeRun, prepare } from '../../src/run.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import { changesSince, requireSameRun } from '../../src/schedule/same-run.ts';
import { parseOverride } from '../../src/task/override.ts';
import { messageOf, temporaryFolder } from './fixture.ts';

const template = 'input: "{{thing}}:"\noutput: " {{colour}}"\nstop: "\\n"\n';
const task = `name: colours
template: template.yaml
dataset: things.csv
shots: { count: 1, from: pool.csv }
params: { temperature: 0, max_tokens: 4 }
score: [exact_match]
`;
const things = 'id,thing,colour\nt1,tomato,red\nt2,grass,green\n';
const pool = 'id,thing,colour\np1,cherry,red\np2,leaf,green\n';

const files = {
  'task.yaml': task,
  'template.yaml': template,
  'things.csv': things,
  'pool.csv': pool,
};

type Files = Partial<typeof files & { 'path.yaml': string }>;

/** The manifest of a run in a folder of its own, as it is read again. */
async function manifestOf(changes: Files = {}, ...set: readonly string[]): Promise<Manifest> {
  const folder = join(temporaryFolder(), 'somewhere');
  mkdirSync(folder);
  for (const [name, text] of Object.entries({ ...files, ...changes }))
    writeFileSync(join(folder, name), text);
  const options = { cwd: folder, set: set.map(parseOverride) };
  const world = {
    home: join(folder, '.kshot'),
    shard: undefined,
    redact: (text: string) => text,
    now: () => new Date(0),
  };
  const manifest = describeRun(await prepare('task.yaml', options), world);
  return JSON.parse(JSON.stringify(manifest)) as Manifest;
}

async function changesAfter(changes: Files, ...set: readonly string[]): Promise<string[]> {
  return changesSince(await manifestOf(), await manifestOf(changes, ...set));
}

test('nothing has changed, wherever the files lie', async () => {
  expect(await changesAfter({})).toEqual([]);
});

test('comments, blanks and the order of keys are no change', async () => {
  const lines = task.trimEnd().split('\n');
  const shuffled = `# why\n${lines.toReversed().join('\n\n')} # so\n`;
  expect(
    await changesAfter({ 'task.yaml': shuffled, 'template.yaml': `# t\n${template}` }),
  ).toEqual([]);
});

test('the same task written otherwise is no change', async () => {
  const inline = task.replace('template: template.yaml', 'template: ./template.yaml');
  expect(await changesAfter({ 'task.yaml': inline })).toEqual([]);
});

test('how fast is asked, what it costs and what the task is said to be are no change', async () => {
  const server = 'wire: openai-completions, base_url: "http://localhost:1/v1"';
  const one = `${task}description: one\nproviders: { mine: { ${server}, concurrency: 4 } }\n`;
  const limits = 'concurrency: 9, requests_per_minute: 60, timeouts: { total: 5 }';
  const other = `${task}providers: { mine: { ${server}, ${limits}, price: { input: 1, output: 2 } } }\n`;
  const [before, now] = [{ 'task.yaml': one }, { 'task.yaml': other }];
  expect(changesSince(await manifestOf(before), await manifestOf(now))).toEqual([]);
  const moved = { 'task.yaml': one.replace('localhost:1', 'localhost:2') };
  expect(changesSince(await manifestOf(before), await manifestOf(moved))).toEqual([
    'providers.mine.base_url has changed from "http://localhost:1/v1" to "http://localhost:2/v1"',
  ]);
});

test.each<[string, string, string[]]>([
  ['temperature: 0', 'temperature: 0.7', ['params.temperature has changed from 0 to 0.7']],
  ['max_tokens: 4', 'max_tokens: 4, top_p: 0.5', ['params.top_p has changed from nothing to 0.5']],
  [', max_tokens: 4', '', ['params.max_tokens has changed from 4 to nothing']],
  [
    '[exact_match]',
    '[f1]',
    [
      'score.0.metric has changed from "exact_match" to "f1"',
      'score.0.name has changed from "exact_match" to "f1"',
    ],
  ],
  ['count: 1', 'count: 2', ['shots.count has changed from 1 to 2']],
  ['name: colours', 'name: colors', ['name has changed from "colours" to "colors"']],
  ['name: colours', 'name: colours\ntrials: 2', ['trials has changed from 1 to 2']],
  [
    'name: colours',
    'name: colours\ngate: { exact_match: { min: 0.5 } }',
    ['gates.0 has changed from nothing to {"metric":"exact_match","min":0.5}'],
  ],
  [
    'params:',
    'grid: { seed: [1, 2] }\nparams:',
    ['grid.0.0 has changed from nothing to {"name":"seed","values":[1,2]}'],
  ],
])('a task in which %j became %j has changed, and is told where', async (from, to, changes) => {
  expect(await changesAfter({ 'task.yaml': task.replace(from, to) })).toEqual(changes);
});

test('a changed template is told in its own words, cut where they are long', async () => {
  const text = template.replace('{{thing}}:', `{{thing}} ${'x'.repeat(100)}:`);
  expect(await changesAfter({ 'template.yaml': text })).toMatchInlineSnapshot(`
    [
      "templates.template.input has changed from "{{thing}}:" to "{{thing}} xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
    ]
  `);
});

test('changed data are told by the name of their file', async () => {
  expect(await changesAfter({ 'things.csv': things.replace('grass', 'moss') })).toEqual([
    'things.csv has changed',
  ]);
  expect(await changesAfter({ 'pool.csv': pool.replace('leaf', 'moss') })).toEqual([
    'pool.csv has changed',
  ]);
});

test('another data set or pool of the same words is no change', async () => {
  const moved = task.replace('things.csv', './things.csv').replace('pool.csv', './pool.csv');
  expect(await changesAfter({ 'task.yaml': moved })).toEqual([]);
});

test('a template that is called path is a template', async () => {
  const own = { 'task.yaml': task.replace('template.yaml', 'path.yaml'), 'path.yaml': template };
  const changed = { ...own, 'path.yaml': template.replace('{{thing}}:', '{{thing}}?') };
  expect(changesSince(await manifestOf(own), await manifestOf(changed))).toEqual([
    'templates.path.input has changed from "{{thing}}:" to "{{thing}}?"',
  ]);
});

test('what --set lays over the task counts as what the task says', async () => {
  expect(await changesAfter({}, 'params.temperature=0.7')).toEqual([
    'params.temperature has changed from 0 to 0.7',
  ]);
  expect(await changesAfter({}, 'params.temperature=0')).toEqual([]);
});

test('of many changes the first eight are told, and the number of the others', async () => {
  const set = ['top_p=0.5', 'top_k=3', 'seed=1', 'temperature=1', 'max_tokens=9'];
  const more = ['trials=3', 'shots.count=2', 'shots.seed=4', 'dataset.limit=1', 'dataset.seed=9'];
  const changes = await changesAfter({}, ...set.map((each) => `params.${each}`), ...more);
  expect(changes).toMatchInlineSnapshot(`
    [
      "dataset.seed has changed from 0 to 9",
      "dataset.limit has changed from nothing to 1",
      "shots.count has changed from 1 to 2",
      "shots.seed has changed from 0 to 4",
      "params.max_tokens has changed from 4 to 9",
      "params.temperature has changed from 0 to 1",
      "params.top_p has changed from nothing to 0.5",
      "params.top_k has changed from nothing to 3",
      "2 more settings have changed",
    ]
  `);
});

test('a kshot that makes other cells of the same task is told, one that makes the same is none', async () => {
  const now = await manifestOf();
  const before: Manifest = { ...now, kshot: '0.0.1' };
  expect(changesSince(before, now)).toEqual([]);
  const other = { ...before, cells: before.cells.map((cell) => ({ ...cell, id: 'other' })) };
  expect(changesSince(other, now)).toEqual([
    `kshot has changed (it was 0.0.1 and is ${version()})`,
  ]);
});

test('every change is an error of its own, with what to do', async () => {
  const before = await manifestOf();
  const now = await manifestOf({ 'things.csv': `${things}t3,sky,blue\n` }, 'trials=2');
  expect(messageOf(() => requireSameRun(before, now, '20260102-030405-colours')))
    .toMatchInlineSnapshot(`
    "error[run-changed]: trials has changed from 1 to 2 since the run 20260102-030405-colours
      = help: put it back, or start anew: kshot run task.yaml

    error[run-changed]: things.csv has changed since the run 20260102-030405-colours
      = help: put it back, or start anew: kshot run task.yaml"
  `);
  expect(requireSameRun(before, before, '20260102-030405-colours')).toBe(undefined);
});
