import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { locate, type Location, type Source } from '../base/location.ts';
import { errorOf, UserError } from '../base/problem.ts';
import { parseYaml } from './parse-yaml.ts';
import type { YamlFile } from './yaml-file.ts';

/** Throws a UserError when there is no such file, or it is not YAML. `at` is where the file is named. */
export async function readYaml(path: string, cwd: string, at?: Location): Promise<YamlFile> {
  const source = await readSource(path, cwd, at);
  return { path, source, document: parseYaml(source), overlays: new Map() };
}

/** The text of a file. Throws a UserError as `readYaml`. */
export async function readSource(path: string, cwd: string, at?: Location): Promise<Source> {
  const name = relative(cwd, path) || basename(path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError([errorOf('file-not-found', `cannot read ${name}: ${reason(error)}`, at)]);
  });
  // Decoding drops a byte order mark.
  const source = { file: name, text: new TextDecoder().decode(bytes) };
  if (!isUtf8(bytes)) {
    const start = source.text.indexOf('\uFFFD');
    const place = locate(source, start, start + 1);
    throw new UserError([
      errorOf('bad-encoding', 'the file is not valid UTF-8', place, 'save it as UTF-8'),
    ]);
  }
  return source;
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read',
  };
  return reasons[code ?? ''] ?? message;
}
