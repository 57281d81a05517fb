import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { formatProblem, UserError } from '../../src/base/problem.ts';
import { loadTask, type LoadedTask } from '../../src/task/load.ts';
import { parseOverride } from '../../src/task/override.ts';

/** The least that a task holds; `more` is added below. */
export function taskText(more = ''): string {
  return [
    'name: t',
    'template: { input: "{{q}}", output: " {{a}}" }',
    'dataset: rows.csv',
    'score: [exact_match]',
    more,
  ].join('\n');
}

/** A folder of task and template files that lives as long as the tests of one file; in outputs it is called `folder`. */
export function taskFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-task-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const shown = (text: string) => text.replaceAll(folder, 'folder');

  function write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }

  async function load(
    content: string | Uint8Array,
    set: readonly string[] = [],
    name = 'task.yaml',
  ): Promise<LoadedTask> {
    write(name, content);
    return loadTask(name, set.map(parseOverride), folder);
  }

  async function outcomeOf(args: Parameters<typeof load>): Promise<LoadedTask | UserError> {
    try {
      return await load(...args);
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
  }

  /** The task, with the folder's own name left out. */
  async function task(...args: Parameters<typeof load>): Promise<LoadedTask['task']> {
    const loaded = await load(...args);
    return JSON.parse(shown(JSON.stringify(loaded.task))) as LoadedTask['task'];
  }

  /** What a user sees: the problems of a task that cannot be used, or the warnings of one that can. */
  async function problems(...args: Parameters<typeof load>): Promise<string> {
    const outcome = await outcomeOf(args);
    return outcome instanceof UserError
      ? shown(outcome.message)
      : shown(outcome.warnings.map(formatProblem).join('\n\n'));
  }

  return { folder, write, load, task, problems };
}
