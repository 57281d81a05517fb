import { errorOf, type Problem } from '../base/problem.ts';
import { placeOf, type Passage } from './place.ts';

/** Ends the file: what comes after it is not text. */
export interface Fault {
  readonly message: string;
  readonly help: string;
  /** From the culprit to the end of its line, as far as one would show it; absent if the whole file is to blame. */
  readonly rest?: Buffer;
}

/** The file ends in bytes that are not text; `before` is what stands between the last record and them. */
export function faultProblem({ message, help, rest }: Fault, before: Passage): Problem {
  if (!rest) return errorOf('bad-encoding', `${before.file} ${message}`, undefined, help);
  const { length } = before.raw;
  const passage = { ...before, raw: Buffer.concat([before.raw, rest]) };
  const at = placeOf(passage, { start: length, end: length + 1 });
  const byte = Buffer.byteLength(at.text.slice(0, at.column - 1)) + 1;
  return errorOf('bad-encoding', `${message} (byte ${byte} of line ${at.line})`, at, help);
}

export function emptyFile(file: string): Problem {
  const at = { file, line: 1, column: 1, length: 1, text: '' };
  return errorOf('empty-dataset', 'the file is empty', at, 'add rows, or name another file');
}
