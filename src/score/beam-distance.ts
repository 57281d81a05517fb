// Two lists of words in, the table of edits that turn one into the other out, computed near its diagonal only, as Tercom does.

const beam = 25;

export type Operation = 'same' | 'change' | 'drop' | 'add';

/** Row i, column j: the edits from the first i words of the answer to the first j of the reference. */
export interface EditTable {
  readonly costs: readonly Int32Array[];
  /** Which step led there. */
  readonly steps: readonly Uint8Array[];
}

const operations: readonly Operation[] = ['same', 'change', 'drop', 'add'];
const [same, change, drop, add] = [0, 1, 2, 3];
const unreached = 0x3fffffff;

export function editTable(words: readonly string[], wanted: readonly string[]): EditTable {
  const width = wanted.length + 1;
  const costs = [Int32Array.from({ length: width }, (_, j) => j)];
  const steps = [new Uint8Array(width).fill(add!)];
  for (let i = 1; i <= words.length; i += 1) {
    const row = { costs: new Int32Array(width).fill(unreached), steps: new Uint8Array(width) };
    const [from, to] = span(i, words.length, wanted.length);
    for (let j = from; j < to; j += 1) fill(row, j, costs[i - 1]!, words[i - 1] === wanted[j - 1]);
    costs.push(row.costs);
    steps.push(row.steps);
  }
  return { costs, steps };
}

/** The distance of words whose first `alike` are those of a table, which must have as many: two rows do, for a thousand moves are tried. */
export function distanceBeyond(
  words: readonly string[],
  wanted: readonly string[],
  known: EditTable,
  alike: number,
): number {
  let above = known.costs[alike]!;
  let row = new Int32Array(above.length);
  let spare = new Int32Array(above.length);
  for (let i = alike + 1; i <= words.length; i += 1) {
    const [from, to] = span(i, words.length, wanted.length);
    const [, next] = span(Math.min(i + 1, words.length), words.length, wanted.length);
    if (from > 0) row[from - 1] = unreached;
    costRow(row, above, [from, to], { word: words[i - 1]!, wanted });
    // The row after it reads so far.
    row.fill(unreached, to, next);
    [above, row, spare] = [row, spare, row];
  }
  return above.at(-1)!;
}

function costRow(
  row: Int32Array,
  above: Int32Array,
  [from, to]: readonly [number, number],
  { word, wanted }: { readonly word: string; readonly wanted: readonly string[] },
): void {
  for (let j = from; j < to; j += 1) {
    const dropped = above[j]! + 1;
    if (j === 0) {
      row[0] = dropped;
      continue;
    }
    const replaced = above[j - 1]! + (word === wanted[j - 1] ? 0 : 1);
    row[j] = Math.min(replaced, dropped, row[j - 1]! + 1);
  }
}

/** The columns near the diagonal; in the last row all that are left. */
function span(i: number, words: number, wanted: number): [from: number, to: number] {
  const ratio = wanted / words;
  const width = beam < ratio / 2 ? Math.ceil(ratio / 2 + beam) : beam;
  const middle = Math.floor(i * ratio);
  const to = i === words ? wanted + 1 : Math.min(wanted + 1, middle + width);
  return [Math.max(0, middle - width), to];
}

/** Of equal ways keeping or changing is preferred to dropping, and dropping to adding. */
function fill(
  row: { costs: Int32Array; steps: Uint8Array },
  j: number,
  above: Int32Array,
  isSame: boolean,
): void {
  const dropped = above[j]! + 1;
  const replaced = j === 0 ? unreached : above[j - 1]! + (isSame ? 0 : 1);
  const added = j === 0 ? unreached : row.costs[j - 1]! + 1;
  const least = Math.min(replaced, dropped, added);
  row.costs[j] = least;
  const kept = isSame ? same! : change!;
  row.steps[j] = least === replaced ? kept : least === dropped ? drop! : add!;
}

export function distanceOf({ costs }: EditTable): number {
  return costs.at(-1)!.at(-1)!;
}

/** From the first word to the last. */
export function operationsOf({ costs, steps }: EditTable): Operation[] {
  const found: Operation[] = [];
  let [i, j] = [costs.length - 1, costs[0]!.length - 1];
  while (i > 0 || j > 0) {
    const operation = operations[steps[i]![j]!]!;
    found.push(operation);
    if (operation !== 'add') i -= 1;
    if (operation !== 'drop') j -= 1;
  }
  return found.toReversed();
}
