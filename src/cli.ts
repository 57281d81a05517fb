#!/usr/bin/env node
// Where the command line starts. To say the version takes nothing but the version; everything else is loaded after that,
// from the compile cache where Node has one.
import module from 'node:module';
import { version } from './base/version.ts';

/** Since Node 22; the types are those of Node 20. Node keeps the cache in the system's folder for temporary files. */
const { enableCompileCache } = module as { enableCompileCache?: () => unknown };

const [option, ...more] = process.argv.slice(2);

if ((option === '--version' || option === '-v') && more.length === 0) {
  // Nobody may be reading.
  process.stdout.on('error', () => undefined).write(`${version()}\n`);
} else {
  enableCompileCache?.();
  const { start } = await import('./start.ts');
  await start();
}
