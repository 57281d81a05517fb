// Cells, templates and pools in, for every row its requests out.
import { stableJson } from '../base/hash.ts';
import { displayPath } from '../dataset/display-path.ts';
import type { Row } from '../dataset/row.ts';
import type { Cell } from '../grid/cells.ts';
import { orderShots } from '../prompt/order.ts';
import { makePool, type Pool } from '../prompt/pool.ts';
import { assemblePrompt, type Prompt } from '../prompt/prompt.ts';
import { isPerRow, makeSelector, type Selector } from '../prompt/select.ts';
import { compileTemplate, type CompiledTemplate } from '../prompt/template.ts';
import type { Task } from '../task/task.ts';
import { makeRequest, type Request } from './request.ts';

/** A template with the pool rendered by it. */
export interface PromptMaker {
  readonly template: CompiledTemplate;
  readonly pool: Pool;
  readonly select: Selector;
}

export interface Plan {
  readonly cells: readonly Cell[];
  readonly trials: number;
  /** Whether the shots are rows of the data set. */
  readonly ownPool: boolean;
  /** By the names of the templates that the cells use. */
  readonly makers: Readonly<Record<string, PromptMaker>>;
  /** Absent where no context window is known. */
  readonly fit?: Fit;
  /** The models keep one prompt in mind, the last: in this process they answer one request after the other. */
  readonly oneAfterTheOther?: boolean;
}

/** Whether a prompt and its answer fit the context window of the cell's model. */
export interface Fit {
  readonly fits: (prompt: Prompt, cell: Cell) => boolean;
  /** Leave out the shots farthest from the query until it fits. */
  readonly drop: boolean;
}

export function makePlan(
  { templates, trials, shots, dataset }: Task,
  cells: readonly Cell[],
  poolRows: readonly Row[],
): Plan {
  const file = displayPath((shots?.from ?? dataset).path);
  const used = new Set(cells.map(({ settings }) => settings.template));
  const names = Object.keys(templates).filter((name) => used.has(name));
  const makers = names.map((name) => {
    const template = compileTemplate(templates[name]!);
    const pool = makePool({ rows: poolRows, file, label: shots?.label }, template);
    return [name, { template, pool, select: makeSelector(pool) }] as const;
  });
  const ownPool = shots?.from === undefined;
  return { cells, trials, ownPool, makers: Object.fromEntries(makers) };
}

/** Which requests are to be made. */
type Wanted = (cell: Cell, row: Row, trial: number) => boolean;

const everything: Wanted = () => true;

/**
 * The requests of some rows. Cells that differ in parameters alone share one prompt. Prompts that begin alike follow each
 * other over all the rows, so that a server which remembers beginnings can. Where only the last prompt is kept in mind,
 * and every row has shots of its own, those of a row follow each other: four shots begin like eight.
 */
export function requestMaker(plan: Plan) {
  const groups = groupsOf(plan);
  const isOwn = ([{ settings }]: readonly [Cell, ...Cell[]]) => isPerRow(settings.shots);
  const own = plan.oneAfterTheOther ? groups.filter(isOwn) : [];
  const shared = groups.filter((group) => !own.includes(group));
  return function* (rows: readonly Row[], wanted = everything): Generator<Request> {
    for (const cells of shared) for (const row of rows) yield* ofGroup(plan, cells, row, wanted);
    for (const row of rows) for (const cells of own) yield* ofGroup(plan, cells, row, wanted);
  };
}

/** Cells of one prompt together, in the order of the first of each. */
function groupsOf({ cells, fit }: Plan): readonly (readonly [Cell, ...Cell[]])[] {
  const groups = new Map<string, [Cell, ...Cell[]]>();
  for (const cell of cells) {
    const { template, shots, model, params } = cell.settings;
    // What fits depends on the window of the model, and on the room that the answer takes.
    const room = fit?.drop ? [model, params.max_tokens] : [];
    const variant = stableJson([template, shots, room]);
    const group = groups.get(variant);
    if (group) group.push(cell);
    else groups.set(variant, [cell]);
  }
  return [...groups.values()];
}

function* ofGroup(
  plan: Plan,
  cells: readonly [Cell, ...Cell[]],
  row: Row,
  wanted: Wanted,
): Generator<Request> {
  let prompt: Prompt | undefined;
  for (const cell of cells)
    for (let trial = 0; trial < plan.trials; trial += 1) {
      if (!wanted(cell, row, trial)) continue;
      prompt ??= promptFor(cells[0], row, plan);
      yield makeRequest(cell, row, trial, prompt);
    }
}

function promptFor(cell: Cell, row: Row, { makers, fit }: Plan): Prompt {
  const { shots: settings, template: name } = cell.settings;
  const { template, pool, select } = makers[name]!;
  const query = { key: row.key, input: template.input(row) };
  const shots = orderShots(pool, select(settings, query), settings, query);
  const whole = assemblePrompt(template, shots, row);
  if (!fit?.drop || fit.fits(whole, cell)) return whole;
  // The query is last, so the farthest shot is the first.
  for (let dropped = 1; dropped < shots.length; dropped += 1) {
    const prompt = { ...assemblePrompt(template, shots.slice(dropped), row), dropped };
    if (fit.fits(prompt, cell)) return prompt;
  }
  return { ...assemblePrompt(template, [], row), dropped: shots.length };
}
