// Commas between digits are for readers: 3,420 is 3420.
const number = /-?\d[\d,]*(?:\.\d+)?|-?\.\d+/g;

/** As they are written, without commas. */
export function numbersIn(text: string): string[] {
  return (text.match(number) ?? []).map((found) => found.replaceAll(',', ''));
}

/** The last number in a text, as a rule the answer after its reasoning; undefined where there is none. */
export function lastNumber(text: string): number | undefined {
  const found = numbersIn(text).at(-1);
  return found === undefined ? undefined : Number(found);
}

/** 1 for equal numbers, 0 for those of different sign: NumericDiff of autoevals. */
export function numericCloseness(a: number, b: number): number {
  return a === b ? 1 : Math.max(0, 1 - Math.abs(a - b) / (Math.abs(a) + Math.abs(b)));
}
