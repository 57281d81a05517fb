// A YAML file and overrides in, the file with their values laid over it out.
import { isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, type Node, type YAMLSeq } from 'yaml';
import { locate } from '../base/location.ts';
import { errorOf, UserError } from '../base/problem.ts';
import { keyText } from './expand-yaml.ts';
import type { Override } from './override.ts';
import { metricNames } from './score-entry.ts';
import type { YamlFile } from './yaml-file.ts';

/** Lays the values over the file, the later over the earlier. Throws a UserError where a path leads through a plain value. */
export function applyOverrides(file: YamlFile, overrides: readonly Override[]): void {
  for (const override of overrides) {
    file.overlays.set(override.node, override.source);
    file.document.contents = place({ file, override }, file.document.contents, 0);
  }
}

type Mapping = YAMLMap<unknown, Node | null>;

interface Laying {
  readonly file: YamlFile;
  readonly override: Override;
}

/** What stands in the place of a node, once the value is in it. `depth` counts the keys that led here. */
function place(laying: Laying, node: Node | null, depth: number): Node {
  if (depth === laying.override.keys.length) return laying.override.node;
  if (isSeq<Node>(node)) return placeInList(laying, node, depth);
  if (isMap(node)) return placeInMap(laying, node as Mapping, depth);
  if (node === null || (isScalar(node) && node.value === null)) return newMap(laying, depth);
  return placeInMap(laying, longForm(laying, node, depth), depth);
}

function placeInList(laying: Laying, list: YAMLSeq<Node>, depth: number): Node {
  const { value } = laying.override.keys[depth]!;
  const { length } = list.items;
  if (!/^\d+$/.test(value) || Number(value) > length) {
    const path = pathTo(laying, depth);
    throw blocked(laying, `${path} is a list of ${length}`, `count from 0: ${path}.0`);
  }
  list.items[Number(value)] = place(laying, list.items[Number(value)] ?? null, depth + 1);
  return list;
}

function placeInMap(laying: Laying, map: Mapping, depth: number): Mapping {
  const key = laying.override.keys[depth]!;
  const { items } = scorerOptions(laying, map, depth) ?? map;
  const pair = items.find((item) => keyText(item.key) === key.value);
  if (pair) pair.value = place(laying, pair.value, depth + 1);
  else {
    laying.file.overlays.set(key, laying.override.source);
    items.push(new Pair<unknown, Node | null>(key, place(laying, null, depth + 1)));
  }
  return map;
}

/** `score.0.value` is short for `score.0.regex.value`. */
function scorerOptions(laying: Laying, { items }: Mapping, depth: number): Mapping | undefined {
  const [scorer] = items;
  const { value } = laying.override.keys[depth]!;
  if (!scorer || !isScorerEntry(laying, depth) || metricNames.some((name) => name === value))
    return undefined;
  if (!isMap(scorer.value)) scorer.value = new YAMLMap();
  return scorer.value as Mapping;
}

function isScorerEntry({ override }: Laying, depth: number): boolean {
  return depth === 2 && override.keys[0]?.value === 'score';
}

function newMap(laying: Laying, depth: number): Node {
  const map: Mapping = new YAMLMap();
  map.range = laying.override.keys[depth]!.range!;
  laying.file.overlays.set(map, laying.override.source);
  return placeInMap(laying, map, depth);
}

/** `shots: 4` means `{ count: 4 }`, `sweep: race` `{ race: true }`: a key below a short form turns it into the long one. */
const shortForms: Readonly<Record<string, string>> = {
  dataset: 'path',
  shots: 'count',
  'shots.from': 'path',
  sweep: 'race',
};

function longForm(laying: Laying, node: Node, depth: number): Mapping {
  const path = pathTo(laying, depth);
  const key = isScorerEntry(laying, depth) ? node : new Scalar(shortForms[path]);
  if (!isScalar(key) || key.value === undefined)
    throw blocked(laying, `${path} is a plain value`, `set it as a whole: --set ${path}=…`);
  const map: Mapping = new YAMLMap();
  map.range = node.range!;
  map.items.push(new Pair<unknown, Node | null>(key, longValue(laying, node, key)));
  return map;
}

function longValue(laying: Laying, node: Node, key: Scalar): Node {
  if (key === node) return new YAMLMap();
  if (key.value !== shortForms['sweep'] || !isScalar(node)) return node;
  const isRace = new Scalar(node.value === 'race');
  isRace.range = node.range!;
  return isRace;
}

function pathTo({ override }: Laying, depth: number): string {
  const steps = override.keys.slice(0, depth).map(({ value }) => value);
  return steps.join('.');
}

function blocked(laying: Laying, reason: string, help: string): UserError {
  const { keys, source } = laying.override;
  const at = locate(source, 0, keys.at(-1)!.range![1]);
  const message = `cannot set ${pathTo(laying, keys.length)}: ${reason}`;
  return new UserError([errorOf('bad-override', message, at, help)]);
}
