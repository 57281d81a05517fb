import { errorOf, type Problem } from '../base/problem.ts';
import { scanFields } from './csv-fields.ts';
import { quoteProblem } from './csv-quote-problem.ts';
import { placeOf, placeOfLine, type Passage } from './place.ts';

/** What is wrong with the names of the columns. */
export function headerProblems(
  header: Passage,
  columns: readonly string[],
  separator: Buffer,
): Problem[] {
  const { spans, fault } = scanFields(header.raw, separator);
  if (fault) return [quoteProblem(fault, header)];
  const place = (index: number) => placeOf(header, spans[index] ?? { start: 0, end: 1 });
  return columns.flatMap((name, index) => {
    const first = columns.indexOf(name);
    if (name.trim() === '')
      return errorOf(
        'empty-header',
        `column ${index + 1} of ${columns.length} has no name`,
        place(index),
        'name it in the header, or take the column out',
      );
    if (first === index) return [];
    return errorOf(
      'duplicate-header',
      `columns ${first + 1} and ${index + 1} are both named "${name}"`,
      place(index),
      'rename one of them',
    );
  });
}

const likelyDelimiters = [
  { delimiter: '\t', name: 'tabs', written: String.raw`"\t"` },
  { delimiter: ';', name: 'semicolons', written: '";"' },
  { delimiter: '|', name: 'bars', written: '"|"' },
];

/** A header of one column that holds what elsewhere separates columns; in quotes it is believed. */
export function wrongDelimiter(header: Passage): Problem | undefined {
  const text = header.raw.toString('utf8');
  if (text.startsWith('"') || text.includes(',')) return undefined;
  const found = likelyDelimiters.find(({ delimiter }) => text.includes(delimiter));
  if (!found) return undefined;
  return errorOf(
    'wrong-delimiter',
    `the header is one column, but it looks separated by ${found.name}`,
    placeOfLine(header),
    `write \`delimiter: ${found.written}\` beside the path, or put the header in double quotes`,
  );
}
