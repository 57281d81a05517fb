import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import type { Location } from '../base/location.ts';
import { errorOf, UserError } from '../base/problem.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** Throws a UserError when there is no such file, or it is not YAML. */
export async function readYaml(path: string, cwd: string, at?: Location): Promise<YamlFile> {
  const name = relative(cwd, path) || basename(path);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError([errorOf('file-not-found', `cannot read ${name}: ${reason(error)}`, at)]);
  });
  return parseYaml(path, { file: name, text: text.replace(/^\uFEFF/, '') });
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read',
  };
  return reasons[code ?? ''] ?? message;
}
