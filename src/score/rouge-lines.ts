// ROUGE-Lsum (Lin 2004, union LCS over the lines of a summary) as google-research/rouge_score computes it.
import { overlapOf, type Overlap } from './overlap.ts';
import { rougeTokens } from './rouge.ts';

type Line = readonly string[];

export function rougeLsum(answer: string, reference: string, stem: boolean): Overlap {
  const [answered, wanted] = [linesOf(answer, stem), linesOf(reference, stem)];
  const left = counts(answered);
  const right = counts(wanted);
  let shared = 0;
  for (const line of wanted)
    for (const place of unionOf(line, answered)) {
      const token = line[place]!;
      // No token counts more often than it was said.
      if (!(left.get(token)! > 0 && right.get(token)! > 0)) continue;
      left.set(token, left.get(token)! - 1);
      right.set(token, right.get(token)! - 1);
      shared += 1;
    }
  return overlapOf(shared, answered.flat().length, wanted.flat().length);
}

function linesOf(text: string, stem: boolean): Line[] {
  return text.split('\n').map((line) => rougeTokens(line, stem));
}

function counts(lines: readonly Line[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const token of lines.flat()) found.set(token, (found.get(token) ?? 0) + 1);
  return found;
}

/** The places in a line that are in its longest common subsequence with some line of the answer, in order. */
function unionOf(line: Line, answered: readonly Line[]): number[] {
  const places = new Set(answered.flatMap((other) => commonPlaces(line, other)));
  return [...places].toSorted((a, b) => a - b);
}

/** Of several longest ones that which rouge_score walks back to. */
function commonPlaces(line: Line, other: Line): number[] {
  const table = lengths(line, other);
  const places: number[] = [];
  let [i, j] = [line.length, other.length];
  while (i > 0 && j > 0)
    if (line[i - 1] === other[j - 1]) {
      places.push(i - 1);
      i -= 1;
      j -= 1;
    } else if (table[i]![j - 1]! > table[i - 1]![j]!) j -= 1;
    else i -= 1;
  return places;
}

function lengths(line: Line, other: Line): Uint32Array[] {
  const table = [new Uint32Array(other.length + 1)];
  for (const [i, token] of line.entries()) {
    const [above, row] = [table[i]!, new Uint32Array(other.length + 1)];
    for (let j = 0; j < other.length; j += 1)
      row[j + 1] = token === other[j] ? above[j]! + 1 : Math.max(above[j + 1]!, row[j]!);
    table.push(row);
  }
  return table;
}
