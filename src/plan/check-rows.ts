// A plan and all rows in, what is wrong with single rows out: before anything is sent.
import { errorOf, type Problem } from '../base/problem.ts';
import { displayPath } from '../dataset/display-path.ts';
import type { Row } from '../dataset/row.ts';
import type { Cell } from '../grid/cells.ts';
import { renderFailed } from '../prompt/pool.ts';
import type { Plan, PromptMaker } from './plan.ts';

const shownAtMost = 5;

/** Renders every row with every template once. `path` is that of the data set. */
export async function checkRows(
  plan: Plan,
  rows: AsyncIterable<Row>,
  path: string,
): Promise<Problem[]> {
  const file = displayPath(path);
  const checks = Object.entries(plan.makers).map(([name, maker]) => {
    const users = plan.cells.filter(({ settings }) => settings.template === name);
    return { render: makeRender(maker), shortage: makeShortage(maker, users) };
  });
  const failures: Problem[] = [];
  let failed = 0;
  let blanks = 0;
  for await (const row of rows) {
    const { failure, blank } = checkRow(row, checks, file);
    blanks += blank ? 1 : 0;
    failed += failure ? 1 : 0;
    if (failure && failures.length < shownAtMost) failures.push(failure);
  }
  const shortages = checks.flatMap(({ shortage }) => shortage.problems(file));
  return [...failures, ...moreFailures(failed - failures.length), ...shortages, ...warning(blanks)];
}

interface Check {
  readonly render: (row: Row) => string;
  readonly shortage: ReturnType<typeof makeShortage>;
}

function checkRow(
  row: Row,
  checks: readonly Check[],
  file: string,
): { failure?: Problem; blank: boolean } {
  let blank = false;
  try {
    for (const { render, shortage } of checks) {
      const input = render(row);
      shortage.take(row, input);
      blank ||= /[ \t]$/.test(input);
    }
    return { blank };
  } catch (error) {
    return { failure: renderFailed(row, file, error), blank };
  }
}

function makeRender({ template }: PromptMaker) {
  return (row: Row): string => {
    template.instruction?.(row);
    return template.input(row);
  };
}

/** Looks for the row that has the fewest shots left when those that equal it are taken out. */
function makeShortage({ pool }: PromptMaker, users: readonly Cell[]) {
  const twins = new Map<string, number>();
  for (const { input } of pool.examples) twins.set(input, (twins.get(input) ?? 0) + 1);
  const wanted = Math.max(0, ...users.map(({ settings }) => settings.shots.count));
  let worst: Shortage | undefined;
  let rows = 0;
  return {
    take(row: Row, input: string) {
      const left = pool.examples.length - (twins.get(input) ?? 0);
      if (left >= wanted) return;
      rows += 1;
      if (!worst || left < worst.left) worst = { row, left };
    },
    problems: (file: string) => (worst ? [tooSmall(worst, rows, users, file)] : []),
  };
}

interface Shortage {
  readonly row: Row;
  readonly left: number;
}

function tooSmall(
  { row, left }: Shortage,
  rows: number,
  users: readonly Cell[],
  file: string,
): Problem {
  const others = rows === 1 ? '' : ` and too few for ${plural(rows - 1, 'more row')}`;
  const short = users.filter(({ settings }) => settings.shots.count > left);
  const message = `the pool has ${plural(left, 'shot')} for row ${row.key} (${file}:${row.line})${others}; ${wish(short)}`;
  const help =
    'a row is never among its own shots; lower the count, or name a larger file under shots.from';
  return errorOf('pool-too-small', message, undefined, help);
}

/** All the cells by what they share, and the first of them by name. */
function wish(cells: readonly Cell[]): string {
  const counts = [...new Set(cells.map(({ settings }) => settings.shots.count))];
  const [{ name }] = cells as readonly [Cell];
  if (cells.length === 1) return `the cell ${name} wants ${counts[0]}`;
  const names = cells.slice(0, shownAtMost).map((cell) => cell.name);
  const more = cells.length > shownAtMost ? ', …' : '';
  return `the ${cells.length} cells with shots.count ${counts.join(' or ')} want more: ${names.join(', ')}${more}`;
}

function moreFailures(count: number): Problem[] {
  if (count === 0) return [];
  return [errorOf('more-problems', `${plural(count, 'more row')} cannot be rendered`)];
}

function warning(blanks: number): Problem[] {
  if (blanks === 0) return [];
  const verb = blanks === 1 ? 'makes' : 'make';
  const message = `${plural(blanks, 'row')} ${verb} the prompt end in a blank, because of the data`;
  const help = 'trim the column that ends the input';
  return [{ severity: 'warning', code: 'blank-in-data', message, help }];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
