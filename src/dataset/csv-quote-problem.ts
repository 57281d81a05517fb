import { errorOf, type Problem } from '../base/problem.ts';
import type { QuoteFault } from './csv-fields.ts';
import { placeOf, type Passage } from './place.ts';

type Texts = (openedOn: number) => { readonly message: string; readonly help: string };

const texts = {
  unclosed: () => ({
    message: 'the quote that opens here is never closed',
    help: 'close it, or write a quote inside a quoted field as ""',
  }),
  'in-plain-field': () => ({
    message: 'a quote inside a field that does not begin with one',
    help: 'put the whole field in double quotes and write this quote as ""',
  }),
  'in-quoted-field': (openedOn) => ({
    message: 'a quote that neither ends its field nor is doubled',
    help: `write it as "", or close the field that opens on line ${openedOn}`,
  }),
} satisfies Record<QuoteFault['kind'], Texts>;

export function quoteProblem({ kind, at, field }: QuoteFault, record: Passage): Problem {
  const opened = placeOf(record, { start: field, end: field + 1 });
  const { message, help } = texts[kind](opened.line);
  return errorOf('csv-syntax', message, placeOf(record, { start: at, end: at + 1 }), help);
}
