import { relative, sep } from 'node:path';

/** A path as people know it: relative to the working directory, with forward slashes. */
export function displayPath(path: string, cwd: string = process.cwd()): string {
  const shown = relative(cwd, path);
  return (shown === '' ? '.' : shown).replaceAll(sep, '/');
}
