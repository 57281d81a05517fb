/** The letter that a text chooses, by the first of these that holds; undefined where none does. */
export function letterOf(letters: string): (text: string) => string | undefined {
  const letter = `[([*]*([${letters}])(?![\\p{L}\\p{N}_'’])`;
  const rules = [
    // "The answer is (B)", "Answer: **B**": the last of them.
    new RegExp(`(?:answer|choice|option)[*]*(?:\\s+is)?[*]*\\s*:?\\s*${letter}`, 'giu'),
    // "B", "B) Paris", "(B). Paris".
    new RegExp(`^\\s*${letter}(?=[)\\].:*]|\\s*$)`, 'gu'),
    // "It must be (B), not C."
    new RegExp(`[([*]([${letters}])[)\\]*]`, 'gu'),
    // "I choose B." Where a sentence begins with "A", that is most likely an article.
    new RegExp(`(?<![\\p{L}\\p{N}_'’])([${letters}])(?![\\p{L}\\p{N}_'’])(?!\\s+\\p{Ll})`, 'gu'),
  ];
  return (text) => {
    for (const rule of rules) {
      const found = [...text.matchAll(rule)].at(-1)?.[1];
      if (found !== undefined) return found.toUpperCase();
    }
    return undefined;
  };
}
