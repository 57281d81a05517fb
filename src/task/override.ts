// `--set path=value` in, a YAML file with that value laid over it out.
import { isScalar, parseDocument, type Node, type Scalar } from 'yaml';
import { locate, type Source } from '../base/location.ts';
import { errorOf, UserError } from '../base/problem.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** One `--set`: where, what, and the words as typed. */
export interface Override {
  readonly path: Path;
  readonly node: Node | null;
  readonly source: Source;
}

/** `shots: 4` means `{ count: 4 }`: a key below a short form turns it into the long one. */
const shortForms: Readonly<Record<string, string>> = {
  dataset: 'path',
  shots: 'count',
  'shots.from': 'path',
};

/** Throws a UserError when the text is not `path=YAML`. */
export function parseOverride(text: string): Override {
  const source = { file: '--set', text };
  const equals = text.indexOf('=');
  if (equals < 1)
    throw new UserError([
      errorOf(
        'bad-override',
        `--set takes path=value, not "${text}"`,
        undefined,
        'for instance --set params.temperature=0.2',
      ),
    ]);
  // The blanks stand for the path, so that the offsets of the value are those in the words as typed.
  const value = parseDocument(' '.repeat(equals + 1) + text.slice(equals + 1), {
    prettyErrors: false,
  });
  const [error] = value.errors;
  if (error)
    throw new UserError([errorOf('yaml-syntax', error.message, locate(source, ...error.pos))]);
  return { path: overridePath(text.slice(0, equals)), node: value.contents, source };
}

/** Below `grid` (or below one entry of a grid that is a list) the rest is one key: axes have dots in their names. */
function overridePath(dotted: string): Path {
  const steps = dotted.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  if (steps[0] !== 'grid') return steps;
  const head = typeof steps[1] === 'number' ? 2 : 1;
  const axis = steps.slice(head).join('.');
  return axis === '' ? steps.slice(0, head) : [...steps.slice(0, head), axis];
}

/** Lays the values over the file, the later over the earlier. Throws a UserError where a path leads through a plain value. */
export function applyOverrides(file: YamlFile, overrides: readonly Override[]): void {
  for (const { path, node, source } of overrides) {
    expandShortForms(file, path);
    try {
      file.document.setIn(path, node);
    } catch {
      throw new UserError([blocked(path, source)]);
    }
    if (node) file.overlays.set(node, source);
  }
}

function blocked(path: Path, source: Source) {
  const at = locate(source, 0, path.join('.').length);
  const help = 'the value there is not a mapping: set that value as a whole';
  return errorOf('bad-override', `cannot set ${path.join('.')}`, at, help);
}

function expandShortForms(file: YamlFile, path: Path): void {
  for (let length = 1; length < path.length; length += 1) {
    const head = path.slice(0, length);
    const node = file.document.getIn(head, true);
    if (isScalar(node)) expandShortForm(file, head, node);
  }
}

function expandShortForm({ document }: YamlFile, path: Path, node: Scalar): void {
  const key = shortForms[path.join('.')];
  const isScorerName = path[0] === 'score' && path.length === 2;
  if (key !== undefined) document.setIn(path, document.createNode({ [key]: node }));
  else if (isScorerName) document.setIn(path, document.createNode({ [String(node.value)]: {} }));
}
