// Handlebars as its one built file: the entry of the package would read forty files, of which the source maps are never used.
// It is loaded for the first text that is more than columns, which most tasks do not have.
import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';
import { plainProgram } from './plain-program.ts';

const require = createRequire(import.meta.url);

/** Loaded once: Node keeps what it has required. */
export function handlebars(): typeof Handlebars {
  return require('handlebars/dist/handlebars.min.js') as typeof Handlebars;
}

/** Throws an Error with the line of a mistake. */
export function parse(text: string): hbs.AST.Program {
  return plainProgram(text) ?? handlebars().parse(text);
}
