// A grid written as YAML in, its cells out, by way of a task file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatProblem } from '../../src/base/problem.ts';
import { expandGrid, type Cell } from '../../src/grid/cells.ts';
import { loadTask } from '../../src/task/load.ts';
import type { Axis, Task } from '../../src/task/task.ts';

const files = {
  'plain.yaml': 'input: "{{q}}"\noutput: " {{a}}"\n',
  'stopped.yaml': 'input: "{{q}}:"\noutput: " {{a}}"\nstop: "\\n"\n',
  'same.yaml': 'input: "{{q}}:"\noutput: " {{a}}"\nstop: "###"\n',
};

export interface Grid {
  readonly cells: readonly Cell[];
  readonly names: readonly string[];
  /** As printed. */
  readonly warnings: readonly string[];
}

/** `extra` replaces keys of the task. */
export async function gridOf(grid: string, extra = 'template: plain.yaml'): Promise<Grid> {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-grid-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const head = `name: t\ndataset: rows.csv\nscore: [exact_match]\nshots: 2\n${extra}\n`;
    writeFileSync(join(folder, 'task.yaml'), `${head}grid:\n${grid.replaceAll(/^/gm, '  ')}\n`);
    const { task } = await loadTask('task.yaml', [], folder);
    return shown(task);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function shown(task: Task): Grid {
  const { cells, warnings } = expandGrid(task);
  return { cells, names: cells.map(({ name }) => name), warnings: warnings.map(formatProblem) };
}

/** A task with these axes and nothing else worth a look. */
export function taskOf(grid: readonly (readonly Axis[])[], more: Partial<Task> = {}): Task {
  return {
    name: 't',
    templates: { plain: { input: '{{q}}', output: ' {{a}}', separator: '\n' } },
    dataset: { path: resolve('rows.csv'), where: {}, seed: 0 },
    shots: { count: 2, select: 'random', seed: 0, per: 'run' },
    mode: 'text',
    model: 'embedded',
    params: {},
    grid,
    trials: 1,
    score: [],
    gates: [],
    providers: {},
    unsupported: 'error',
    client_stop: false,
    fit: 'error',
    ...more,
  };
}
