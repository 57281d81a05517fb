// The rows of the pool and a template in, solved examples ready to be chosen from out.
import { bm25, type Bm25 } from '../base/bm25.ts';
import { words } from '../base/words.ts';
import type { Row } from '../dataset/row.ts';
import type { CompiledTemplate } from './template.ts';

/** A solved example. */
export interface Example {
  /** Its place in the pool. */
  readonly index: number;
  readonly key: string;
  /** Of its row in the file of the pool. */
  readonly line: number;
  readonly input: string;
  readonly output: string;
  /** What `balanced` balances. */
  readonly label: string;
}

export interface Pool {
  readonly examples: readonly Example[];
  /** How alike every example's input is to a text. The index is made at the first call. */
  similarities(text: string): Float64Array;
}

/** `label` names the column that `balanced` balances; without it that is the trimmed output. */
export function makePool(rows: readonly Row[], template: CompiledTemplate, label?: string): Pool {
  const examples = rows.map((row, place) => {
    const output = template.output(row);
    return {
      index: place,
      key: row.key,
      line: row.line,
      input: template.input(row),
      output,
      label: label === undefined ? output.trim() : JSON.stringify(row.values[label]),
    };
  });
  let index: Bm25 | undefined;
  let last: { text: string; scores: Float64Array } | undefined;
  return {
    examples,
    similarities(text) {
      // The cells of a row ask for the same text one after the other.
      if (last?.text === text) return last.scores;
      index ??= bm25(examples.map(({ input }) => words(input)));
      last = { text, scores: index.scores(words(text)) };
      return last.scores;
    },
  };
}
