import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/base/hash.ts';
import { version } from '../../src/base/version.ts';
import { prepare } from '../../src/run.ts';
import { makeManifest } from '../../src/schedule/manifest.ts';
import { parseOverride } from '../../src/task/override.ts';
import { temporaryFolder } from './fixture.ts';

const taskText = `name: colours
template: { input: "{{thing}}:", output: " {{colour}}", separator: "\\n", stop: "\\n" }
dataset: things.csv
shots: { select: first, seed: 7 }
grid: { shots.count: [0, 1] }
score: [exact_match]
`;

const dataText = 'id,thing,colour\nt1,tomato,red\nt2,grass,green\n';

async function manifestIn(folder: string) {
  writeFileSync(join(folder, 'task.yaml'), taskText);
  writeFileSync(join(folder, 'things.csv'), dataText);
  const set = [parseOverride('trials=2')];
  const prepared = await prepare('task.yaml', { cwd: folder, set });
  const { loaded, data, pool, plan, board } = prepared;
  const started = new Date('2026-11-23T14:25:01.250Z');
  const options = { set: ['trials=2'], rows: [] };
  const place = { project: folder, cwd: folder, options, started };
  return makeManifest({ ...place, loaded, data, pool, cells: plan.cells, metrics: board.metrics });
}

function manifestCell(count: number) {
  return {
    id: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    name: `k=${count}`,
    axes: { 'shots.count': count },
    params: {
      model: 'embedded',
      mode: 'text',
      template: 'inline',
      'shots.count': count,
      'shots.select': 'first',
      'shots.order': 'given',
      'shots.seed': 0,
      'shots.per': 'run',
      stop: '\n',
    },
    server_default: [
      'max_tokens',
      'temperature',
      'top_p',
      'top_k',
      'repetition_penalty',
      'seed',
      'min_p',
      'presence_penalty',
      'frequency_penalty',
    ],
  };
}

test('the manifest holds all that is needed to understand the run later', async () => {
  const folder = temporaryFolder();
  expect(await manifestIn(folder)).toEqual({
    version: 1,
    kshot: version(),
    node: process.version,
    started: '2026-11-23T14:25:01.250Z',
    folder: '',
    task_file: 'task.yaml',
    task_text: taskText,
    task_hash: sha256(taskText),
    task: {
      name: 'colours',
      templates: {
        inline: { input: '{{thing}}:', output: ' {{colour}}', separator: '\n', stop: '\n' },
      },
      dataset: { path: join(folder, 'things.csv'), where: {}, seed: 0 },
      shots: { select: 'first', seed: 7, per: 'run' },
      mode: 'text',
      model: 'embedded',
      params: {},
      grid: [[{ name: 'shots.count', values: [0, 1] }]],
      trials: 2,
      score: [{ name: 'exact_match', metric: 'exact_match', options: {} }],
      gates: [],
      providers: {},
      unsupported: 'error',
      client_stop: false,
      fit: 'error',
    },
    options: { set: ['trials=2'], rows: [] },
    data_hash: sha256(dataText),
    rows: 2,
    trials: 2,
    metrics: [{ name: 'exact_match', kind: 'binary', better: 'higher', range: [0, 1] }],
    cells: [manifestCell(0), manifestCell(1)],
  });
});

test('a manifest is the same after a way through JSON', async () => {
  const manifest = await manifestIn(temporaryFolder());
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
});
