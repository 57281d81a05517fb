// 112 vectors of length 1 in 16 dimensions, any two of which have an inner product of 0 or ±1/4: a Kerdock-like set.
// Hadamard rows times the signs of quadratic forms over GF(2), and the unit basis.

const size = 16;
const pairs = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
] as const;

const bit = (bits: number, at: number) => (bits >> at) & 1;

/** An alternating form is six bits, one for each pair. */
function difference(a: number, b: number): (pair: number) => number {
  return (pair) => bit(a ^ b, pair);
}

/** By the Pfaffian mod 2. */
function isNonsingular(at: (pair: number) => number): boolean {
  return ((at(0) & at(5)) ^ (at(1) & at(4)) ^ (at(2) & at(3))) === 1;
}

/** Six forms whose differences are all nonsingular. */
function findForms(found: readonly number[] = []): readonly number[] | undefined {
  if (found.length === 6) return found;
  for (let form = (found.at(-1) ?? -1) + 1; form < 64; form++) {
    if (!found.every((other) => isNonsingular(difference(other, form)))) continue;
    const all = findForms([...found, form]);
    if (all) return all;
  }
  return undefined;
}

function signed(form: number, row: number): number[] {
  return Array.from({ length: size }, (_, x) => {
    let sign = 0;
    for (const [pair, [i, j]] of pairs.entries()) sign ^= bit(form, pair) & bit(x, i) & bit(x, j);
    for (let i = 0; i < 4; i++) sign ^= bit(row, i) & bit(x, i);
    return sign === 1 ? -1 / 4 : 1 / 4;
  });
}

const rows = Array.from({ length: size }, (_, row) => row);

export const codes: readonly (readonly number[])[] = [
  ...findForms()!.flatMap((form) => rows.map((row) => signed(form, row))),
  ...rows.map((row) => rows.map((x) => (x === row ? 1 : 0))),
];
