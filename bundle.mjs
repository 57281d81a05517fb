// Makes what `bin` runs: the command line with the libraries that its sources import, in a few files of dist/bin. What is
// found by its name at run time stays outside: Handlebars, undici and csv-parse, and the packages that are optional.
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'rolldown';

/** A file and all that it imports, as far as no group of higher priority has it. */
const startingAt = (file, priority) => {
  const path = join(import.meta.dirname, 'src', file);
  return { name: basename(file, '.ts'), test: (id) => id === path, priority };
};

/** The licences of what is inside ask to be handed on with it. */
const thirdParty = {
  name: 'third-party',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const inside = /.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;
    const packages = new Set(modules.flatMap((id) => inside.exec(id)?.[0] ?? []));
    const source = [...packages].toSorted().map(noticeOf).join('\n');
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source });
  },
};

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e\b/i.test(each));
  if (file === undefined) throw new Error(`${name} ${version} (${license}) brings no licence`);
  const text = readFileSync(join(folder, file), 'utf8');
  return `${'-'.repeat(72)}\n${name} ${version} (${license})\n\n${text}`;
}

await build({
  cwd: import.meta.dirname,
  input: { kshot: 'src/cli.ts' },
  platform: 'node',
  // Something that is not found, for instance.
  onLog: (level, log) => {
    if (level === 'warn') throw new Error(log.message);
  },
  plugins: [thirdParty],
  output: {
    dir: 'dist/bin',
    cleanDir: true,
    format: 'cjs',
    comments: { legal: false, annotation: false, jsdoc: false },
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    // All that every run takes in one file of its own: more files cost more than functions that are not called.
    codeSplitting: {
      groups: [
        startingAt('base/version.ts', 3),
        // What imports by name is not kept compiled: src/command/compiled-code.ts.
        startingAt('task/import-package.ts', 3),
        startingAt('start.ts', 2),
        startingAt('command/run.ts', 1),
      ],
    },
  },
});

// npm links to it once; a new file of the same name must be a program, too.
chmodSync(join(import.meta.dirname, 'dist/bin/kshot.cjs'), 0o755);
