// A cell, a row and a trial in, what is asked of a model out.
import { sha256, stableJson } from '../base/hash.ts';
import type { Row } from '../dataset/row.ts';
import type { Cell } from '../grid/cells.ts';
import { chatMessages, promptText, type Prompt } from '../prompt/prompt.ts';
import type { Params } from '../task/params.ts';

/** What is sent for one (cell, row, trial): that triple identifies the result. */
export interface Request {
  readonly cell: Cell;
  readonly row: Row;
  readonly trial: number;
  readonly provider: string;
  /** Empty where the provider has only one. */
  readonly model: string;
  readonly mode: 'text' | 'chat';
  readonly prompt: Prompt;
  /** With `seed + trial` where a seed is set. */
  readonly params: Params;
  /** Not an answer is wanted, but how likely this text is to follow the prompt. */
  readonly continuation?: string;
}

/** `provider:model`; everything after the first colon is the model. */
export function splitModel(spec: string): { provider: string; model: string } {
  const colon = spec.indexOf(':');
  if (colon === -1) return { provider: spec, model: '' };
  return { provider: spec.slice(0, colon), model: spec.slice(colon + 1) };
}

export function makeRequest(cell: Cell, row: Row, trial: number, prompt: Prompt): Request {
  const { model, mode, params } = cell.settings;
  const { seed } = params;
  return {
    cell,
    row,
    trial,
    ...splitModel(model),
    mode,
    prompt,
    params: seed === undefined ? params : { ...params, seed: seed + trial },
  };
}

/** Where its result belongs, by index. */
export function slotOf({ cell, row, trial }: Request): {
  cell: number;
  row: number;
  trial: number;
} {
  return { cell: cell.index, row: row.index, trial };
}

/** sha256 of what is asked and the trial, whoever is asked: under it any model may answer from the recording of another. */
export function recordKey(request: Request): string {
  return sha256(stableJson(questionOf(request)));
}

function questionOf({ mode, prompt, params, trial, continuation }: Request) {
  const asked = mode === 'chat' ? chatMessages(prompt) : promptText(prompt);
  return { mode, asked, params, trial, ...(continuation === undefined ? {} : { continuation }) };
}
