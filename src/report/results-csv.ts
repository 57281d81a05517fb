// The results of a run in, one line of CSV for every answer out.
import { stringify } from 'csv-stringify/sync';
import { showValue } from '../grid/cell-name.ts';
import { whyOf } from './answers.ts';
import type { AnswerLine, ScoreLine } from '../schedule/journal-line.ts';
import type { Pair } from '../schedule/read-journal.ts';
import type { Manifest, ManifestCell } from '../schedule/manifest.ts';
import type { AxisName } from '../task/grid-schema.ts';

type Field = string | number;

/** In the order in which answers arrived. Text that a spreadsheet would take for a formula gets a quote in front. */
export async function* resultsCsv(
  manifest: Manifest,
  results: AsyncIterable<Pair>,
): AsyncGenerator<string> {
  const cells = new Map(manifest.cells.map((cell) => [cell.id, cell]));
  const axes = [...new Set(manifest.cells.flatMap((cell) => Object.keys(cell.axes) as AxisName[]))];
  const metrics = manifest.metrics.map(({ name }) => name);
  yield csvLine([...before, ...axes, ...between, ...metrics, 'why']);
  for await (const { answer, score } of results) {
    const cell = cells.get(answer.cell)!;
    const scores = metrics.map((name) => scoreField(score, name));
    yield csvLine([
      answer.row,
      cell.name,
      answer.trial,
      ...axisFields(cell, axes),
      ...answerFields(answer, score),
      ...scores,
      whyOf(answer, score),
    ]);
  }
}

const before = ['row', 'cell', 'trial'];
const between = ['status', 'answer', 'expected', 'finish', 'tokens_in', 'tokens_out', 'latency_ms'];

function answerFields(answer: AnswerLine, score: ScoreLine | undefined): Field[] {
  const { status, text = '', finish = '', tokens, latency_ms = '' } = answer;
  const expected = score?.expected.join(' | ') ?? '';
  return [status, text, expected, finish, tokens?.in ?? '', tokens?.out ?? '', latency_ms];
}

function axisFields({ axes: values }: ManifestCell, axes: readonly AxisName[]): Field[] {
  return axes.map((axis) => {
    const value = values[axis];
    if (value === undefined) return '';
    return typeof value === 'number' ? value : showValue(value);
  });
}

function scoreField(score: ScoreLine | undefined, metric: string): Field {
  const value = score?.scores[metric];
  return typeof value === 'number' ? value : '';
}

function csvLine(fields: readonly Field[]): string {
  const safe = fields.map((field) => (typeof field === 'number' ? String(field) : harmless(field)));
  // A lone carriage return ends a record for many readers.
  return stringify([safe], { quoted_match: /[\r\n]/ });
}

/** OWASP's list of characters with which a spreadsheet starts to compute. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
