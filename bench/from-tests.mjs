// A module of the tests, compiled: they are TypeScript, which Node 20 does not read.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = new URL('..', import.meta.url);
const options =
  '--ignoreConfig --target es2023 --module nodenext --types node --rewriteRelativeImportExtensions';

/** `path` begins at the root of the project; what is compiled goes to `folder`. */
export async function importFromTests(path, folder) {
  const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));
  const source = fileURLToPath(new URL(path, root));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  execFileSync(process.execPath, [compiler, ...options.split(' '), '--outDir', folder, source], {
    cwd: root,
    stdio: 'inherit',
  });
  return import(pathToFileURL(join(folder, basename(path, '.ts'))) + '.js');
}
