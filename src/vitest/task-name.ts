import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseYaml } from '../task/parse-yaml.ts';
import { taskPath, workingFolder, type EvalOptions } from './eval-options.ts';

/** Suites are named before anything can be waited for. Of a file that is no task its own name: what is wrong with it is told by a test. */
export function taskName(path: string | URL, options: EvalOptions): string {
  const file = resolve(workingFolder(options), taskPath(path));
  const name = options.set?.['name'] ?? writtenName(file);
  return typeof name === 'string' && name !== '' ? name : basename(file);
}

function writtenName(file: string): unknown {
  try {
    return parseYaml({ file, text: readFileSync(file, 'utf8') }).get('name');
  } catch {
    return undefined;
  }
}
