// A plan in, the few-shot mistakes that only the rendered shots show out.
import { stableJson } from '../base/hash.ts';
import type { Location } from '../base/location.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import { showValue } from '../grid/cell-name.ts';
import type { Cell } from '../grid/cells.ts';
import type { Example } from '../prompt/pool.ts';
import { isPerRow } from '../prompt/select.ts';
import { stopList } from '../task/params.ts';
import type { Plan } from './plan.ts';

/** Where the stop strings of a cell are written. */
export type LocateStop = (cell: Cell) => Location;

/** A stop string inside a shot's answer teaches the model to write on where it will be cut. */
export function checkStops(plan: Plan, at: LocateStop): Problem[] {
  const cells = distinct(plan.cells, ({ coordinates, settings }) =>
    stableJson([
      settings.template,
      settings.shots,
      settings.params.stop ?? '',
      coordinates.format ?? '',
    ]),
  );
  const problems = cells.flatMap((cell) => [
    ...stopInShots(plan, cell, at),
    ...stopInInput(plan, cell, at),
    ...runsOn(plan, cell, at),
  ]);
  return distinct(problems, ({ message }) => message);
}

function distinct<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = textOf(item);
    return !seen.has(text) && seen.add(text);
  });
}

function stopInShots(plan: Plan, cell: Cell, at: LocateStop): Problem[] {
  const shots = possibleShots(plan, cell);
  return stopList(cell.settings.params.stop).flatMap((stop) => {
    // A stop string that ends the answer teaches when to stop.
    const hit = shots.filter(({ output }) => output.trimEnd().includes(stop));
    const [first] = hit;
    if (!first) return [];
    const more = hit.length > 1 ? ` and ${hit.length - 1} more` : '';
    const message = `the stop string ${JSON.stringify(stop)} occurs in the answer of shot ${first.key} (line ${first.line})${more}`;
    const help = 'choose a stop string that no answer holds, or other shots';
    return [errorOf('stop-in-shot', message, at(cell), help)];
  });
}

/** No row renders to this. */
const nobody = { key: '', input: '\0' };

/** The shots of the run, with those that stand in where a row is a shot itself; or the whole pool where every row has its own. */
function possibleShots({ makers, ownPool }: Plan, { settings }: Cell): readonly Example[] {
  const { shots, template } = settings;
  const { pool, select } = makers[template]!;
  if (shots.count === 0) return [];
  if (isPerRow(shots)) return pool.examples;
  const usual = select(shots, nobody);
  const others = ownPool ? usual.flatMap((query) => select(shots, query)) : [];
  return [...new Set([...usual, ...others])];
}

function stopInInput({ makers }: Plan, cell: Cell, at: LocateStop): Problem[] {
  const { input } = makers[cell.settings.template]!.template.template;
  const tail = /[^\n}]*$/.exec(input)?.[0] ?? '';
  return stopList(cell.settings.params.stop)
    .filter((stop) => tail.includes(stop))
    .map((stop) => ({
      severity: 'warning',
      code: 'stop-in-input',
      message: `the stop string ${JSON.stringify(stop)} is part of ${JSON.stringify(tail)}, which every prompt ends with`,
      at: at(cell),
      help: 'some servers cut there at once',
    }));
}

/** A format with another separator may leave the old stop string behind: the model would be blamed for what it writes on. */
function runsOn({ makers }: Plan, cell: Cell, at: LocateStop): Problem[] {
  const { format } = cell.coordinates;
  const { mode, shots, params, template } = cell.settings;
  const stops = stopList(params.stop);
  if (format === undefined || mode === 'chat' || shots.count === 0 || stops.length === 0) return [];
  const { input, separator } = makers[template]!.template.template;
  const next = separator + input;
  const ends = (stop: string) => next.slice(0, separator.length + stop.length).includes(stop);
  if (stops.some(ends)) return [];
  const found = JSON.stringify(Array.from(next).slice(0, 20).join(''));
  const message = `in the format ${showValue(format)} an answer is followed by ${found}, where no stop string is: models will write on`;
  const help = 'give the format a stop of its own: { separator: " | ", stop: " |" }';
  return [{ severity: 'warning', code: 'answer-runs-on', message, at: at(cell), help }];
}
