// The rows of the pool and a template in, solved examples ready to be chosen from out.
import { bm25, type Bm25 } from '../base/bm25.ts';
import { errorOf, UserError, type Problem } from '../base/problem.ts';
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

export interface PoolSource {
  readonly rows: readonly Row[];
  /** As messages call it. */
  readonly file: string;
  /** The column that `balanced` balances; without it that is the trimmed output. */
  readonly label?: string | undefined;
}

/** Throws a UserError for a row that lacks a field that the template uses. */
export function makePool({ rows, file, label }: PoolSource, template: CompiledTemplate): Pool {
  const render = (row: Row, index: number): Example => {
    const { key, line, values } = row;
    const output = template.output(row);
    const own = label === undefined ? output.trim() : JSON.stringify(values[label]);
    return { index, key, line, input: template.input(row), output, label: own };
  };
  const examples = rows.map((row, index) => {
    try {
      return render(row, index);
    } catch (error) {
      throw new UserError([renderFailed(row, file, error)]);
    }
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

export function renderFailed({ key, line }: Row, file: string, error: unknown): Problem {
  const why = (error as Error).message;
  return errorOf('render-failed', `row ${key} (${file}:${line}) cannot be rendered: ${why}`);
}
