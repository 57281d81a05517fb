#!/usr/bin/env node
// Where the command line starts. To say the version takes nothing but the version; everything else is loaded after that.
import { version } from './base/version.ts';
import { keepCompiledCode } from './command/compiled-code.ts';

const [command = '', ...more] = process.argv.slice(2);

if ((command === '--version' || command === '-v') && more.length === 0) {
  // Nobody may be reading.
  process.stdout.on('error', () => undefined).write(`${version()}\n`);
} else {
  keepCompiledCode(import.meta.dirname, /^[a-z]+$/.test(command) ? command : 'help');
  void import('./start.ts').then(({ start }) => start());
}
