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

/** The candidate a misspelt word most likely meant, if one is near: `did you mean "temperature"?` Case and outer blanks do not count. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const plain = (text: string) => text.trim().toLowerCase();
  const limit = nearEnough(plain(word).length);
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(plain(word), plain(candidate));
    if (distance <= limit && distance < (best?.distance ?? Infinity))
      best = { candidate, distance };
  }
  return best && `did you mean "${best.candidate}"?`;
}

/** One letter is as near to any other letter. */
function nearEnough(length: number): number {
  if (length <= 3) return length <= 1 ? 0 : 1;
  return Math.max(2, Math.floor(length / 3));
}
