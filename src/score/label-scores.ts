// How often each label was given for each label, in; what scikit-learn makes of that, out.

/** Row by row the right labels, column by column the given ones; the last column is for answers that are no label. */
export interface Confusion {
  readonly labels: number;
  readonly counts: ArrayLike<number>;
}

interface LabelCounts {
  readonly right: number;
  /** How often it was given. */
  readonly given: number;
  /** How often it should have been. */
  readonly wanted: number;
}

function perLabel({ labels, counts }: Confusion): LabelCounts[] {
  const at = (wanted: number, given: number) => counts[wanted * (labels + 1) + given]!;
  const all = Array.from({ length: labels + 1 }, (_, index) => index);
  return all.slice(0, labels).map((label) => ({
    right: at(label, label),
    given: sum(all.slice(0, labels).map((wanted) => at(wanted, label))),
    wanted: sum(all.map((given) => at(label, given))),
  }));
}

/** 0 where nothing is right, also where there was nothing to get right. */
function f1({ right, given, wanted }: LabelCounts): number {
  return right === 0 ? 0 : (2 * right) / (given + wanted);
}

/** Of a single label. */
export function labelF1(confusion: Confusion, label: number): number {
  return f1(perLabel(confusion)[label]!);
}

export function labelPrecision(confusion: Confusion, label: number): number {
  const { right, given } = perLabel(confusion)[label]!;
  return share(right, given);
}

export function labelRecall(confusion: Confusion, label: number): number {
  const { right, wanted } = perLabel(confusion)[label]!;
  return share(right, wanted);
}

export function accuracy(confusion: Confusion): number {
  const counts = perLabel(confusion);
  return share(sum(counts.map(({ right }) => right)), sum(counts.map(({ wanted }) => wanted)));
}

/** Of the labels that some answer should have been. */
export function macroF1(confusion: Confusion): number {
  const wanted = perLabel(confusion).filter((counts) => counts.wanted > 0);
  return share(sum(wanted.map(f1)), wanted.length);
}

export function microF1(confusion: Confusion): number {
  const counts = perLabel(confusion).filter(({ wanted }) => wanted > 0);
  return f1({
    right: sum(counts.map(({ right }) => right)),
    given: sum(counts.map(({ given }) => given)),
    wanted: sum(counts.map(({ wanted }) => wanted)),
  });
}

export function weightedF1(confusion: Confusion): number {
  const counts = perLabel(confusion);
  const all = sum(counts.map(({ wanted }) => wanted));
  return share(sum(counts.map((each) => f1(each) * each.wanted)), all);
}

/** Of several classes by Gorodkin 2004; 0 where all labels or all answers are the same. What is no label is one class more. */
export function matthews(confusion: Confusion): number {
  const counts = perLabel(confusion);
  const all = sum(counts.map(({ wanted }) => wanted));
  const others = all - sum(counts.map(({ given }) => given));
  const squares = (values: readonly number[]) => sum(values.map((value) => value * value));
  const given = all * all - squares([...counts.map((each) => each.given), others]);
  const wanted = all * all - squares(counts.map((each) => each.wanted));
  if (given === 0 || wanted === 0) return 0;
  const right = all * sum(counts.map((each) => each.right));
  const chance = sum(counts.map((each) => each.given * each.wanted));
  const correlation = (right - chance) / Math.sqrt(given) / Math.sqrt(wanted);
  return Math.min(1, Math.max(-1, correlation));
}

/** Cohen 1960: how much more two raters agree than by chance, -1 to 1; 1 where both give one label only, the same. */
export function cohenKappa(confusion: Confusion): number {
  const counts = perLabel(confusion);
  const all = sum(counts.map(({ wanted }) => wanted));
  if (all === 0) return 0;
  const agreed = sum(counts.map(({ right }) => right)) / all;
  const chance = sum(counts.map(({ given, wanted }) => given * wanted)) / all / all;
  return chance === 1 ? 1 : (agreed - chance) / (1 - chance);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
