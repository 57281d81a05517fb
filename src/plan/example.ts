// A plan and its rows in, what is asked of one of them in every cell out: so that a later run can show how prompts have changed.
import { stableJson } from '../base/hash.ts';
import type { Row } from '../dataset/row.ts';
import { chatMessages, partText, type Message, type Part, type Prompt } from '../prompt/prompt.ts';
import { requestMaker, type Plan } from './plan.ts';
import type { Request } from './request.ts';

/** A part of a text prompt, or a message of a chat. */
export interface ExamplePart {
  readonly kind: Part['kind'] | Message['role'];
  readonly text: string;
}

export interface ExamplePrompt {
  /** The keys of its shots. */
  readonly shots: readonly string[];
  /** The places of its parts among all parts. */
  readonly parts: readonly number[];
}

/** The prompts of one row. Prompts have most parts in common, and cells their prompts: each stands in it once. */
export interface Example {
  /** The key of the row. */
  readonly row: string;
  readonly parts: readonly ExamplePart[];
  readonly prompts: readonly ExamplePrompt[];
  /** Of each cell the place of its prompt. */
  readonly cells: readonly number[];
}

/** Of the wanted row where it is there, else of the first. Undefined where there is none. */
export async function exampleOf(
  plan: Plan,
  rows: AsyncIterable<Row>,
  wanted: string | undefined,
): Promise<Example | undefined> {
  let first: Row | undefined;
  for await (const row of rows) {
    first ??= row;
    if (wanted === undefined || row.key === wanted) return exampleOfRow(plan, row);
  }
  return first && exampleOfRow(plan, first);
}

function exampleOfRow(plan: Plan, row: Row): Example {
  const parts = distinct<ExamplePart>();
  const prompts = distinct<ExamplePrompt>();
  const cells: number[] = [];
  // Cells that differ in parameters alone are given one and the same prompt.
  const places = new Map<Prompt, number>();
  for (const request of requestMaker(plan)([row], (_cell, _row, trial) => trial === 0)) {
    const { prompt, cell } = request;
    const placed = () => partsOf(request).map((part) => parts.placeOf(part));
    const place = places.get(prompt) ?? prompts.placeOf({ shots: prompt.shots, parts: placed() });
    places.set(prompt, place);
    cells[cell.index] = place;
  }
  return { row: row.key, parts: parts.all, prompts: prompts.all, cells };
}

function partsOf({ mode, prompt }: Request): ExamplePart[] {
  return mode === 'chat'
    ? chatMessages(prompt).map(({ role, content }) => ({ kind: role, text: content }))
    : prompt.parts.map((part) => ({ kind: part.kind, text: partText(part) }));
}

/** Things that are equal get one place. */
function distinct<T>() {
  const places = new Map<string, number>();
  const all: T[] = [];
  return {
    all: all as readonly T[],
    placeOf(item: T): number {
      const name = stableJson(item);
      const known = places.get(name);
      if (known !== undefined) return known;
      places.set(name, all.length);
      return all.push(item) - 1;
    },
  };
}
