import type { Cell } from '../grid/cells.ts';
import { splitModel } from '../plan/request.ts';
import type { Registry } from './registry.ts';

/** What an omitted parameter means to models in this process: the likeliest token, 64 of them, everything else off. */
export const inProcessDefaults = {
  max_tokens: 64,
  temperature: 0,
  top_p: 1,
  top_k: 0,
  min_p: 0,
  repetition_penalty: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
};

/** Whether the model is asked over a network: its answers are kept, for they were paid for. */
export function isRemote(model: string, registry: Registry): boolean {
  return registry.find(splitModel(model).provider)?.wire !== undefined;
}

/** Whether none of the models is asked over a network. */
export function isInProcess(cells: readonly Cell[], registry: Registry): boolean {
  return !cells.some(({ settings }) => isRemote(settings.model, registry));
}
