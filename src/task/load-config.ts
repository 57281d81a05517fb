// kshot.config.yaml in, the servers it describes out: what all tasks of a project share.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UserError, type Problem } from '../base/problem.ts';
import { providersSchema } from './provider-schema.ts';
import { readYaml } from './read-yaml.ts';
import { checkSchema } from './schema-problems.ts';
import type { Task } from './task.ts';

const name = 'kshot.config.yaml';

export const configSchema = z
  .strictObject({ providers: providersSchema.optional() })
  .meta({ title: 'kshot configuration', description: 'What all tasks of a project share.' });

/** The file beside the nearest package.json, else in the working directory; none is fine. Pushes what is wrong with it. */
export async function loadConfig(cwd: string, problems: Problem[]): Promise<Task['providers']> {
  const path = join(projectFolder(cwd), name);
  if (!existsSync(path)) return {};
  try {
    const file = await readYaml(path, cwd);
    if (file.document.contents === null) return {};
    const { whole, problems: found } = checkSchema(configSchema, file);
    problems.push(...found);
    return whole?.providers ?? {};
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems);
    return {};
  }
}

/** Where the nearest package.json stands, else the folder itself. */
export function projectFolder(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}
