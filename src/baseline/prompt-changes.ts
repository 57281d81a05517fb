// What two runs asked in, how the second asks otherwise out: parameters, template and shots by name, and the prompt of one row.
import { stableJson } from '../base/hash.ts';
import type { Example, ExamplePart, ExamplePrompt } from '../plan/example.ts';
import type { Matched } from './match-runs.ts';
import type { Asked, RunScores, ScoredCell } from './run-scores.ts';

export interface ChangedSetting {
  /** A parameter, `model`, `shots.count`, … as the grid calls it. */
  readonly name: string;
  /** Absent where it was not given. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The shots of the row that is shown, by their keys. */
interface ChangedShots {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** The same shots in another order. */
  readonly reordered?: true;
}

/** How some cells are asked otherwise than before. */
export interface PromptChange {
  /** Names of the cells that have changed alike. */
  readonly cells: readonly string[];
  readonly settings: readonly ChangedSetting[];
  /** The fields of the template that say something else: instruction, input, … */
  readonly template: readonly string[];
  readonly shots?: ChangedShots;
  /** The prompt of a row that both have, where it has changed. Of a chat the messages, each behind its role. */
  readonly prompt?: { readonly row: string; readonly before: string; readonly after: string };
  /** Why there is nothing to show. */
  readonly unknown?: string;
}

/** Over the matched cells that `isMeant` takes by their ids in b; none where all is as it was. */
export function promptChanges(
  a: Pick<RunScores, 'cells' | 'asked'>,
  b: Pick<RunScores, 'cells' | 'asked'>,
  matched: Pick<Matched, 'cells'>,
  isMeant: (id: string) => boolean = () => true,
): PromptChange[] {
  const groups = new Map<string, { cells: string[]; change: Change }>();
  for (const [placeA, placeB] of matched.cells) {
    const cellB = b.cells[placeB]!;
    if (!isMeant(cellB.id)) continue;
    const before = { cell: a.cells[placeA]!, place: placeA, asked: a.asked };
    const change = changeOf(before, { cell: cellB, place: placeB, asked: b.asked });
    if (!change) continue;
    const name = stableJson(change);
    const group = groups.get(name);
    if (group) group.cells.push(cellB.name);
    else groups.set(name, { cells: [cellB.name], change });
  }
  return [...groups.values()].map(({ cells, change }) => ({ cells, ...change }));
}

type Change = Omit<PromptChange, 'cells'>;

interface Side {
  readonly cell: ScoredCell;
  readonly place: number;
  readonly asked: Asked | undefined;
}

function changeOf(a: Side, b: Side): Change | undefined {
  const settings = changedSettings(a.cell.params, b.cell.params);
  const template = changedFields(templateOf(a), templateOf(b));
  const texts = changedTexts(a, b);
  if (settings.length > 0 || template.length > 0 || 'shots' in texts || 'prompt' in texts)
    return { settings, template, ...texts, ...withoutPrompt(a, b) };
  const isKnown = a.cell.params && b.cell.params && templateOf(a) && templateOf(b);
  if (a.cell.id === b.cell.id || isKnown) return undefined;
  return { settings, template, unknown: 'the one before keeps no prompts to show what' };
}

/** Each run keeps the prompts of its first row, or of that which its baseline has. */
function withoutPrompt({ asked: a }: Side, { asked: b }: Side): Pick<Change, 'unknown'> {
  if (!a?.example || !b?.example || a.example.row === b.example.row) return {};
  const rows = `${a.example.row} and ${b.example.row}`;
  return {
    unknown: `the prompts that were kept are of different rows, ${rows}: they are not compared`,
  };
}

/** A template is told by what it says, not by how it is called; how shots are chosen tells nothing where there are none. Of outputs that were given it is known who gave them, not how they were asked for. */
function changedSettings(
  before: ScoredCell['params'],
  after: ScoredCell['params'],
): ChangedSetting[] {
  if (!before || !after) return [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const isShotless = before['shots.count'] === 0 || after['shots.count'] === 0;
  const isGiven = [before, after].some(({ model }) => String(model).startsWith('outputs:'));
  const says = (name: string) =>
    name !== 'template' &&
    !(isGiven && name !== 'model') &&
    !(isShotless && /^shots\.(?!count)/.test(name));
  return names.filter(says).flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (stableJson(old ?? null) === stableJson(now ?? null)) return [];
    const had = old === undefined ? {} : { before: old };
    return [{ name, ...had, ...(now === undefined ? {} : { after: now }) }];
  });
}

function templateOf({ cell, asked }: Side) {
  return asked?.templates[String(cell.params?.['template'])];
}

/** A stop string is a parameter, whoever gives it. */
function changedFields(
  before: ReturnType<typeof templateOf>,
  after: ReturnType<typeof templateOf>,
): string[] {
  if (!before || !after) return [];
  const fields = ['instruction', 'input', 'output', 'separator'] as const;
  return fields.filter((field) => before[field] !== after[field]);
}

function changedTexts(a: Side, b: Side): Pick<Change, 'shots' | 'prompt'> {
  const [one, other] = [a.asked?.example, b.asked?.example];
  if (!one || !other || one.row !== other.row) return {};
  const [promptA, promptB] = [promptOf(one, a.place), promptOf(other, b.place)];
  const shots = changedShots(promptA.shots, promptB.shots);
  const [before, after] = [shownPrompt(one, promptA), shownPrompt(other, promptB)];
  return {
    ...(shots ? { shots } : {}),
    ...(before === after ? {} : { prompt: { row: one.row, before, after } }),
  };
}

function promptOf({ prompts, cells }: Example, cell: number): ExamplePrompt {
  return prompts[cells[cell]!]!;
}

function changedShots(
  before: readonly string[],
  after: readonly string[],
): ChangedShots | undefined {
  if (stableJson(before) === stableJson(after)) return undefined;
  const removed = before.filter((key) => !after.includes(key));
  const added = after.filter((key) => !before.includes(key));
  const isReordered = removed.length + added.length === 0;
  return { removed, added, ...(isReordered ? { reordered: true as const } : {}) };
}

function shownPrompt({ parts }: Example, prompt: ExamplePrompt): string {
  return prompt.parts.map((part) => shownPart(parts[part]!)).join('');
}

function shownPart({ kind, text }: ExamplePart): string {
  const isMessage = kind === 'system' || kind === 'user' || kind === 'assistant';
  return isMessage ? `${kind}: ${text}\n` : text;
}
