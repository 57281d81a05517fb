// The scores of an accepted run in, the text of its baseline out; and back. docs/baseline.md describes the format.
import { basename, dirname, extname, join } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import type { Manifest } from '../schedule/manifest.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import {
  exampleLines,
  isExampleLine,
  readAsked,
  type ExampleHeader,
  type ExampleLine,
} from './example-lines.ts';
import { rowIn, rowLine, scoresIn } from './row-lines.ts';
import type { RunScores, ScoredCell } from './run-scores.ts';

/** Where the scores come from. */
interface Origin {
  /** The name of the run folder. */
  readonly run: string;
  /** When the run was started: ISO 8601. */
  readonly date: string;
  readonly kshot: string;
  readonly models: readonly string[];
  readonly trials: number;
  readonly data_hash: string;
}

interface Header extends Origin {
  readonly version: 1;
  readonly task: string;
  readonly metrics: readonly MetricInfo[];
  readonly cells: readonly ScoredCell[];
  /** Absent in baselines of before prompts were kept. */
  readonly example?: ExampleHeader;
}

export interface Baseline {
  readonly origin: Origin;
  readonly scores: RunScores;
}

const ending = '.baseline.jsonl';

/** Beside the task file: `review.yaml` has `review.baseline.jsonl`. */
export function baselinePath(taskFile: string): string {
  return join(dirname(taskFile), `${basename(taskFile, extname(taskFile))}${ending}`);
}

export function isBaselinePath(path: string): boolean {
  return path.endsWith(ending);
}

export function originOf(run: string, manifest: Manifest): Origin {
  const { started, kshot, cells, trials, data_hash } = manifest;
  const models = [...new Set(cells.map(({ params }) => String(params['model'])))];
  return { run, date: started, kshot, models, trials, data_hash };
}

/** A line that says what it is, some for what was asked, then one for each row: the same run gives the same bytes. */
export function baselineText({ origin, scores }: Baseline): string {
  const { task, metrics, rows, asked } = scores;
  const cells = scores.cells.map(({ id, name, axes, params }) => ({
    id,
    name,
    axes,
    ...(params ? { params } : {}),
  }));
  const shown = asked?.example;
  const example = shown ? { example: { row: shown.row, cells: shown.cells } } : {};
  const header: Header = { version: 1, task, ...origin, metrics, cells, ...example };
  const lines = rows.map((_, row) => rowLine(scores, row));
  const all = [header, ...(asked ? exampleLines(asked) : []), ...lines];
  return all.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** `file` is how it is called. Throws a UserError where it is no baseline. */
export function readBaseline(text: string, file: string): Baseline {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [header, ...rest] = lines.map((line, index) => parsed(line, index + 1, file));
  if (!isHeader(header)) throw broken(file, 1, 'it does not say what it is');
  const { version: _version, task, metrics, cells, example, ...origin } = header;
  const { rows, shown } = linesIn(rest, header, file);
  const keys = rows.map(({ row }) => row);
  const order = keys.map((_, index) => index).toSorted((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
  const met = new Set<string>();
  const twice = keys.findIndex((key) => met.size === met.add(key).size);
  if (twice !== -1) throw broken(file, rows[twice]!.line, 'its row stands in it twice');
  const inOrder = order.map((index) => rows[index]!);
  const asked = readAsked(shown, example?.cells.length === cells.length ? example : undefined);
  const scores = { task, cells, metrics, ...scoresIn(inOrder, header) };
  return { origin, scores: { ...scores, ...(asked ? { asked } : {}) } };
}

function linesIn(lines: readonly unknown[], header: Header, file: string) {
  const shown: ExampleLine[] = [];
  const rows = lines.flatMap((value, index) => {
    const line = index + 2;
    if (isExampleLine(value)) {
      shown.push(value);
      return [];
    }
    const row = rowIn(value, header);
    if (typeof row === 'string') throw broken(file, line, row);
    return [{ ...row, line }];
  });
  return { rows, shown };
}

function parsed(line: string, number: number, file: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw broken(file, number, 'it is not JSON');
  }
}

function isHeader(value: unknown): value is Header {
  const { version, metrics, cells, task, run } = (value ?? {}) as Partial<Header>;
  const isText = typeof task === 'string' && typeof run === 'string';
  return version === 1 && isText && Array.isArray(metrics) && Array.isArray(cells);
}

function broken(file: string, line: number, why: string): UserError {
  const help = 'take it from git again, or write it anew: kshot accept';
  return new UserError([
    errorOf('bad-baseline', `line ${line} of ${file} cannot be read: ${why}`, undefined, help),
  ]);
}
