// The likelihoods of labels in, what each is chosen by out.
import type { WayToChoose } from '../task/choice-options.ts';
import { meanOf } from './mean-of.ts';

/** Natural logarithms, one for each label. */
export interface Likelihoods {
  /** After the prompt. */
  readonly given: readonly number[];
  /** With nothing before the label. For `mutual_info`. */
  readonly bare?: readonly number[];
  /** After each of some prompts without content. For `calibrated`. */
  readonly contentFree?: readonly (readonly number[])[];
}

/**
 * The label with the most is chosen, of equals the first. acc, acc_norm, acc_bytes and mutual_info as lm-evaluation-harness has them; calibrated is the
 * contextual calibration of Zhao et al. 2021 (arXiv:2102.09690) with W = diag(p_cf)^-1 and b = 0.
 */
export function worthOfLabels(
  labels: readonly string[],
  { given, bare = [], contentFree = [] }: Likelihoods,
  by: WayToChoose,
): readonly number[] {
  switch (by) {
    case 'acc':
      return given;
    case 'acc_norm':
      return given.map((value, index) => value / Array.from(labels[index]!).length);
    case 'acc_bytes':
      return given.map((value, index) => value / Buffer.byteLength(labels[index]!));
    case 'mutual_info':
      return given.map((value, index) => value - bare[index]!);
    case 'calibrated': {
      const shares = contentFree.map(normalised);
      const usual = labels.map((_, index) => meanOf(shares.map((share) => share[index]!)));
      return given.map((value, index) => value - Math.log(usual[index]!));
    }
  }
}

export function placeOfMost(values: readonly number[]): number {
  return values.reduce((top, value, index) => (value > values[top]! ? index : top), 0);
}

/** Probabilities that sum to 1 over the labels. */
function normalised(logs: readonly number[]): number[] {
  const most = Math.max(...logs);
  const weights = logs.map((value) => Math.exp(value - most));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
