// A sentence ends at . ! ? … where a blank and no small letter follow, at 。！？, at a blank line, and at the end.

const boundary = /[.!?…]+["'”’»)\]]*(?=\s+[^\s\p{Ll}]|\s*$)|[。！？]+[」』”’）]*|(?=\n\s*\n)/gu;

/** A point after one of these, or after an initial, ends no sentence. */
const abbreviation =
  /(?:^|[^\p{L}])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Fig|Eq|vs|cf|ca|approx|al|e\.g|i\.e)\.$/u;

/** The first sentence of a text, without the blanks around it; the whole text if there is no end of one. */
export function firstSentence(text: string): string {
  const trimmed = text.trim();
  for (const { index, 0: mark } of trimmed.matchAll(boundary)) {
    const sentence = trimmed.slice(0, index + mark.length);
    if (!abbreviation.test(sentence)) return sentence.trimEnd();
  }
  return trimmed;
}
