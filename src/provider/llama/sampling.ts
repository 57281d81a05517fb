// Parameters in, the settings of the engine's samplers for one token out.
import { fingerprint, mix } from '../../base/random.ts';
import type { Params } from '../../task/params.ts';
import { inProcessDefaults as defaults } from '../in-process.ts';
import type { SamplerOptions } from './engine.ts';

/** The likeliest token, of logits that nothing has touched. */
export const untouched: SamplerOptions = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 0 };

/** Whether the logits after sampling are those of the model itself. */
export function touchesNothing(params: Params): boolean {
  const { temperature = defaults.temperature } = params;
  return temperature === 0 && !hasPenalty(params);
}

export interface Draw {
  readonly params: Params;
  /** Of seed and prompt: rows draw independently, and the same prompt draws the same again. */
  readonly seed: number;
  readonly generated: readonly number[];
}

export function seedOf(params: Params, trial: number, text: string): number {
  return fingerprint(params.seed ?? trial, text);
}

/** Every token has samplers of its own, so each needs another seed. 2^32 - 1 would mean "any" to the engine. */
export function samplerOptions({ params, seed, generated }: Draw): SamplerOptions {
  const options = {
    temperature: params.temperature ?? defaults.temperature,
    topP: params.top_p ?? defaults.top_p,
    topK: params.top_k ?? defaults.top_k,
    minP: params.min_p ?? defaults.min_p,
    seed: mix(seed, generated.length) >>> 1,
  };
  if (!hasPenalty(params) || generated.length === 0) return options;
  const repeatPenalty = {
    punishTokens: generated,
    maxPunishTokens: generated.length,
    penalty: params.repetition_penalty ?? defaults.repetition_penalty,
    frequencyPenalty: params.frequency_penalty ?? defaults.frequency_penalty,
    presencePenalty: params.presence_penalty ?? defaults.presence_penalty,
  };
  return { ...options, repeatPenalty };
}

function hasPenalty({ repetition_penalty, presence_penalty, frequency_penalty }: Params): boolean {
  return (
    (repetition_penalty ?? defaults.repetition_penalty) !== defaults.repetition_penalty ||
    (presence_penalty ?? defaults.presence_penalty) !== defaults.presence_penalty ||
    (frequency_penalty ?? defaults.frequency_penalty) !== defaults.frequency_penalty
  );
}
