// Runs in, the commands with which a job on GitHub marks lines of files out.
import { printable, printableLines } from '../base/printable.ts';
import { gateText, limitOf } from './gate-lines.ts';
import { clipped } from './markdown-text.ts';
import type { Finished, GatePlace, ReportedRun } from './reported-run.ts';
import { whyNotPassed } from './terminal.ts';
import { collectWorst } from './worst.ts';

/** GitHub shows no more of a step. */
const mostAnnotations = 10;

/** Gates that do not hold, then the worst answers of the cells in which they do not. Of what passed nothing. */
export async function* annotations({ runs }: Finished): AsyncGenerator<string> {
  const fallen = runs.filter(({ outcome }) => outcome.exit !== 0);
  const verdicts = fallen.flatMap(verdictsOf).slice(0, mostAnnotations);
  yield* verdicts;
  let left = mostAnnotations - verdicts.length;
  for (const run of fallen) {
    if (left === 0) return;
    const worst = await worstAnswers(run, left);
    yield* worst;
    left -= worst.length;
  }
}

function verdictsOf({ outcome, gateAt }: ReportedRun): string[] {
  const broken = outcome.gates.filter(({ passed }) => !passed);
  const { task, metrics } = outcome;
  const { file } = gateAt(metrics[0]!.name);
  const why = annotation({ file }, task, whyNotPassed(outcome));
  return [
    ...broken.map((gate) =>
      annotation(gateAt(gate.metric), `${task}: ${limitOf(gate)}`, gateText(gate)),
    ),
    ...(outcome.exit === 1 ? [] : [why]),
  ];
}

/** Of the cells in which a gate does not hold, by its metric; where none is to blame those that have no score. */
async function worstAnswers(run: ReportedRun, most: number): Promise<string[]> {
  const { outcome, results, gateAt } = run;
  const { gates, metrics, cells, task } = outcome;
  const broken = gates.filter(({ passed }) => !passed);
  const blamed = new Set(broken.map(({ cell }) => cell));
  const metric = metrics.find(({ name }) => broken.some((gate) => gate.metric === name));
  const names = new Map(cells.map(({ id, name }) => [id, name]));
  const worst = collectWorst(metric, most);
  for await (const { answer, score } of results()) {
    const name = names.get(answer.cell)!;
    if (blamed.size === 0 || blamed.has(name)) worst.take(name, answer, score);
  }
  const { file } = gateAt(metrics[0]!.name);
  return worst.blocks().map((block) => annotation({ file }, task, clipped(block, 1000)));
}

function annotation({ file, line }: GatePlace, title: string, message: string): string {
  const place = line === undefined ? '' : `,line=${line}`;
  const head = `file=${property(file)}${place},title=${property(title)}`;
  return `::error ${head}::${data(message)}\n`;
}

function data(text: string): string {
  return printableLines(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
