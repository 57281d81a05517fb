#!/usr/bin/env node
// Where the command line starts. To say the version takes nothing but the version; everything else is loaded after that,
// as fast as this version of Node can.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { version } from './base/version.ts';

const [command = '', ...more] = process.argv.slice(2);

if ((command === '--version' || command === '-v') && more.length === 0) {
  // Nobody may be reading.
  process.stdout.on('error', () => undefined).write(`${version()}\n`);
} else {
  if (process.version.startsWith('v20.')) requireAtOnce();
  else enableCompileCache();
  const { start } = await import('./start.ts');
  await start();
}

/**
 * Node 20 imports some hundred small files one by one, each by way of its thread pool. Required they come a tenth of a
 * small run sooner, and the imports find them loaded. Later versions import as fast as they require.
 */
function requireAtOnce(): void {
  const require = module.createRequire(import.meta.url);
  require('./start.js');
  const file = `./command/${command}.js`;
  if (/^[a-z]+$/.test(command) && existsSync(new URL(file, import.meta.url))) require(file);
}

/** Keeps compiled code in the system's folder for temporary files. The types are those of Node 20, which cannot. */
function enableCompileCache(): void {
  const { enableCompileCache: enable } = module as { enableCompileCache?: () => unknown };
  enable?.();
}
