// Two answers in, what the second has in place of the first out, word by word, as `git diff --word-diff` shows it.

/** The table of the longest common part grows with the product. */
const mostWords = 1_000;

export type Piece = readonly [kind: 'same' | 'removed' | 'added', text: string];

/** Pieces that put together give both texts; of long texts the beginning. */
export function wordDiff(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const common = commonLengths(a, b);
  const pieces: [Piece[0], string][] = [];
  const take = (kind: Piece[0], word: string) => {
    const last = pieces.at(-1);
    if (last?.[0] === kind) last[1] += word;
    else pieces.push([kind, word]);
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      take('same', a[i]!);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common(i + 1, j) >= common(i, j + 1))) {
      take('removed', a[i]!);
      i += 1;
    } else {
      take('added', b[j]!);
      j += 1;
    }
  }
  return pieces;
}

/** As `git diff --word-diff` writes it: `a [-big-]{+small+} dog`. */
export function showDiff(pieces: readonly Piece[]): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  return pieces.map(([kind, text]) => marks[kind][0] + text + marks[kind][1]).join('');
}

/** Words and the blanks between them. */
function wordsOf(text: string): string[] {
  const words = text.match(/\s+|[^\s]+/gu) ?? [];
  return words.length <= mostWords ? words : [...words.slice(0, mostWords), '…'];
}

/** How many words from a place in a and a place in b on are common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]) {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i * width + j] =
        a[i] === b[j]
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
  return (i: number, j: number): number => table[i * width + j]!;
}
