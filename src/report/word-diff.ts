// Two texts in, what the second has in place of the first out: word by word, as `git diff --word-diff` shows it, or by lines.

/** The table of the longest common part grows with the product. */
const mostItems = 1_000;

export type Piece = readonly [kind: 'same' | 'removed' | 'added', text: string];

/** Lines that both have, or those of the first that others have taken the place of. */
export type Block =
  | { readonly kind: 'same'; readonly lines: readonly string[] }
  | {
      readonly kind: 'changed';
      readonly before: readonly string[];
      readonly after: readonly string[];
    };

/** Pieces that put together give both texts; of long texts the beginning. */
export function wordDiff(before: string, after: string): Piece[] {
  const pieces: [Piece[0], string][] = [];
  for (const [kind, word] of diff(cut(wordsOf(before)), cut(wordsOf(after)))) {
    const last = pieces.at(-1);
    if (last?.[0] === kind) last[1] += word;
    else pieces.push([kind, word]);
  }
  return pieces;
}

/** What begins and ends alike may be as long as it likes; of what lies between the beginning. */
export function lineDiff(before: string, after: string): Block[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const start = sharedStart(a, b);
  const end = sharedStart(a.slice(start).toReversed(), b.slice(start).toReversed());
  const middle = diff(cut(a.slice(start, a.length - end)), cut(b.slice(start, b.length - end)));
  const same = (lines: readonly string[]) => lines.map((line): Piece => ['same', line]);
  return blocksOf([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))]);
}

function blocksOf(pieces: readonly Piece[]): Block[] {
  const blocks: { kind: Block['kind']; lines: string[]; before: string[]; after: string[] }[] = [];
  for (const [kind, line] of pieces) {
    const wanted = kind === 'same' ? 'same' : 'changed';
    if (blocks.at(-1)?.kind !== wanted)
      blocks.push({ kind: wanted, lines: [], before: [], after: [] });
    const { lines, before, after } = blocks.at(-1)!;
    ({ same: lines, removed: before, added: after })[kind].push(line);
  }
  return blocks.map(({ kind, lines, before, after }) =>
    kind === 'same' ? { kind, lines } : { kind, before, after },
  );
}

function sharedStart(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((line, index) => line !== b[index]);
  return different === -1 ? a.length : different;
}

/** As `git diff --word-diff` writes it: `a [-big-]{+small+} dog`. */
export function showDiff(pieces: readonly Piece[]): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  return pieces.map(([kind, text]) => marks[kind][0] + text + marks[kind][1]).join('');
}

/** Words and the blanks between them. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/gu) ?? [];
}

function cut(items: readonly string[]): readonly string[] {
  return items.length <= mostItems ? items : [...items.slice(0, mostItems), '…'];
}

/** Item by item; what was removed stands before what was added. */
function diff(a: readonly string[], b: readonly string[]): Piece[] {
  const common = commonLengths(a, b);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push(['same', a[i]!]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common(i + 1, j) >= common(i, j + 1))) {
      pieces.push(['removed', a[i]!]);
      i += 1;
    } else {
      pieces.push(['added', b[j]!]);
      j += 1;
    }
  }
  return pieces;
}

/** How many items from a place in a and a place in b on are common, in order. */
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
