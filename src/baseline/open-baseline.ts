// A task in, the baseline beside it out.
import { existsSync, readFileSync } from 'node:fs';
import { displayPath } from '../dataset/display-path.ts';
import { hasDrop } from '../task/gate-schema.ts';
import type { LoadedTask } from '../task/load.ts';
import { baselinePath, readBaseline, type Baseline } from './baseline-file.ts';

/** Undefined where there is none. Throws a UserError, in which it is called `shown`, where it cannot be read. */
export function openBaseline(path: string, shown: string): Baseline | undefined {
  return existsSync(path) ? readBaseline(readFileSync(path, 'utf8'), shown) : undefined;
}

/** What a task's gates compare with. */
export interface Accepted {
  /** The file, whether it is there or not, from the working directory. */
  readonly file: string;
  readonly baseline: Baseline | undefined;
}

/** It is read only where a gate asks for it. Throws a UserError where it cannot be. */
export function acceptedFor({ task, file }: LoadedTask, cwd: string): Accepted {
  const path = baselinePath(file.path);
  const shown = displayPath(path, cwd);
  return {
    file: shown,
    baseline: task.gates.some(hasDrop) ? openBaseline(path, shown) : undefined,
  };
}
