// Handlebars as its one built file: the entry of the package would read forty files, of which the source maps are never used.
import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';

const require = createRequire(import.meta.url);

export const { create, parse, Visitor } =
  require('handlebars/dist/handlebars.min.js') as typeof Handlebars;
