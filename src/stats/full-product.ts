// The points of a grid in, those of them that are a full product of the values on its axes out.

/** One value for each axis. */
export type Point = readonly string[];

/**
 * Only in a full product has every value of an axis met the same values of the others, so that their means compare. The value that
 * lacks the largest share of its product is left out, again and again: a whole product is kept whole, and of linked axes a single point
 * is left. Returns places, in their order; points must differ.
 */
export function fullProduct(points: readonly Point[]): number[] {
  let kept = points.map((_, index) => index);
  for (;;) {
    const counts = countValues(kept.map((index) => points[index]!));
    const product = counts.reduce((size, values) => size * values.size, 1);
    if (product <= Math.max(1, kept.length)) return kept;
    const [axis, value] = emptiest(counts, product);
    kept = kept.filter((index) => points[index]![axis] !== value);
  }
}

/** How many points have each value of each axis. */
function countValues(points: readonly Point[]): Map<string, number>[] {
  const counts = (points[0] ?? []).map(() => new Map<string, number>());
  for (const point of points)
    for (const [axis, value] of point.entries()) {
      const values = counts[axis]!;
      values.set(value, (values.get(value) ?? 0) + 1);
    }
  return counts;
}

/** Of several the last. */
function emptiest(
  counts: readonly ReadonlyMap<string, number>[],
  product: number,
): readonly [axis: number, value: string] {
  let least = Infinity;
  let found: readonly [number, string] = [0, ''];
  for (const [axis, values] of counts.entries())
    for (const [value, count] of values) {
      const share = (count * values.size) / product;
      if (values.size > 1 && share <= least) [least, found] = [share, [axis, value]];
    }
  return found;
}
