// `--set path=value` in, what it says and where it says it out.
import { Scalar, type Node } from 'yaml';
import { locate, type Source } from '../base/location.ts';
import { errorOf, UserError } from '../base/problem.ts';
import { parseYaml } from './parse-yaml.ts';

/** One `--set`: where, what, and the words as typed. */
export interface Override {
  /** The steps of the path; a number counts in a list. */
  readonly keys: readonly Scalar<string>[];
  readonly node: Node;
  readonly source: Source;
}

/** Throws a UserError when the text is not `path=YAML`. */
export function parseOverride(text: string): Override {
  const source = { file: '--set', text };
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(0, equals));
  if (path.split('.').some((step) => step.trim() === '')) {
    const help = 'for instance --set params.temperature=0.2';
    throw new UserError([
      errorOf('bad-override', `--set takes path=value, not "${text}"`, undefined, help),
    ]);
  }
  // The blanks stand for the path, so that the offsets of the value are those in the words as typed.
  const value = parseYaml(source, ' '.repeat(equals + 1) + text.slice(equals + 1));
  const node = value.contents ?? placed(new Scalar(null), equals + 1, text.length);
  refuseComment(source, node, equals + 1);
  return { keys: keysOf(path), node, source };
}

/** Shells hand over `#` as it is, and YAML takes what follows for a comment. */
function refuseComment(source: Source, node: Node, start: number): void {
  if (!(node instanceof Scalar) || node.value !== null || node.source) return;
  if (!source.text.slice(start).trimStart().startsWith('#')) return;
  const at = locate(source, start, source.text.length);
  const help = 'put it in quotes that reach YAML: \'params.stop="#"\'';
  throw new UserError([errorOf('bad-override', 'YAML reads # as a comment', at, help)]);
}

/** Names with dots in them are one key: axes, under `grid` and in the `cells` of a gate and under `sweep.pin`, and columns, under `where`. */
const dottedBelow =
  /^(?:grid(?:\.\d+)?|gate\.[^.]+\.cells|sweep\.pin|(?:dataset|shots\.from)\.where)\./;

function keysOf(path: string): Scalar<string>[] {
  const head = dottedBelow.exec(path)?.[0] ?? '';
  const steps = [...head.split('.').slice(0, -1), ...tailOf(path, head)];
  let start = 0;
  return steps.map((step) => {
    const key = placed(new Scalar(step.trim()), start, start + step.length);
    start += step.length + 1;
    return key;
  });
}

function tailOf(path: string, head: string): string[] {
  return head === '' ? path.split('.') : [path.slice(head.length)];
}

function placed<T>(scalar: Scalar<T>, start: number, end: number): Scalar<T> {
  scalar.range = [start, end, end];
  return scalar;
}
