/** Levenshtein's edit distance (1966) over code points, unit costs. */
export function editDistance(a: string, b: string): number {
  return sequenceDistance(Array.from(a), Array.from(b));
}

/** The least number of insertions, deletions and substitutions that turn one sequence into the other. */
function sequenceDistance(left: readonly string[], right: readonly string[]): number {
  let row = Uint32Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, item] of left.entries()) {
    const next = new Uint32Array(row.length);
    next[0] = i + 1;
    for (let j = 0; j < right.length; j += 1) {
      const substitution = row[j]! + (item === right[j] ? 0 : 1);
      next[j + 1] = Math.min(substitution, row[j + 1]! + 1, next[j]! + 1);
    }
    row = next;
  }
  return row[right.length]!;
}

/** The candidate a misspelt word most likely meant, if one is near: `did you mean "temperature"?` */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const limit = word.length <= 3 ? 1 : Math.max(2, Math.floor(word.length / 3));
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && distance < (best?.distance ?? Infinity))
      best = { candidate, distance };
  }
  return best && `did you mean "${best.candidate}"?`;
}
