// A folder with a task and its files, for tests that begin with the task file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { displayPath } from '../../src/dataset/display-path.ts';
import { dataUses, openData, type DataFile } from '../../src/prompt/open-data.ts';
import { loadTask } from '../../src/task/load.ts';
import type { Override } from '../../src/task/override.ts';

export interface TaskFolder {
  readonly path: string;
  /** The data set, and the pool if there is one. */
  readonly open: (needs?: { shots?: number; output?: boolean }) => Promise<DataFile[]>;
  readonly load: (set?: readonly Override[]) => ReturnType<typeof loadTask>;
  /** What a promise of ours fails with, as it is printed; the folder is called `here`. */
  readonly complaint: (promise: Promise<unknown>) => Promise<string>;
}

/** Lives as long as the test that asks for it, or as the tests of the file. The task is `task.yaml`. */
export function taskFolder(files: Readonly<Record<string, string>>): TaskFolder {
  const path = mkdtempSync(join(tmpdir(), 'kshot-task-'));
  const atTheEnd = expect.getState().currentTestName === undefined ? afterAll : onTestFinished;
  atTheEnd(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  const load = (set: readonly Override[] = []) => loadTask('task.yaml', set, path);
  return {
    path,
    load,
    async open({ shots = 2, output = true } = {}) {
      const loaded = await load();
      return openData(dataUses(loaded, { shots, output, targets: [] }), loaded.file);
    },
    async complaint(promise) {
      const outcome = await promise.catch((error: unknown) => error);
      if (!(outcome instanceof UserError))
        throw new Error('expected a UserError', { cause: outcome });
      return outcome.message.replaceAll(displayPath(path), 'here');
    },
  };
}
