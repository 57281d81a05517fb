/** How much of the answer is right (precision), how much of the reference was said (recall), and their harmonic mean; each from 0 to 1. */
export interface Overlap {
  readonly precision: number;
  readonly recall: number;
  readonly fmeasure: number;
}

/** Of `shared` items that answer and reference have in common. No item, no overlap. */
export function overlapOf(shared: number, answered: number, wanted: number): Overlap {
  if (shared === 0) return { precision: 0, recall: 0, fmeasure: 0 };
  const precision = shared / answered;
  const recall = shared / wanted;
  return { precision, recall, fmeasure: (2 * precision * recall) / (precision + recall) };
}

/** The overlap of two bags: an item counts as often as it occurs in both. */
export function bagOverlap(answer: readonly string[], reference: readonly string[]): Overlap {
  const left = new Map<string, number>();
  for (const item of reference) left.set(item, (left.get(item) ?? 0) + 1);
  let shared = 0;
  for (const item of answer) {
    const count = left.get(item) ?? 0;
    if (count === 0) continue;
    left.set(item, count - 1);
    shared += 1;
  }
  return overlapOf(shared, answer.length, reference.length);
}
