// A parsed document in, the same without aliases and merge keys and with text for keys out, so that no later stage meets them.
// A value keeps the place where it is written: under its anchor.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Scalar,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';

/** What stands in the way, and the node it is about. */
export interface Obstacle {
  readonly node: Node;
  readonly message: string;
  readonly help?: string | undefined;
}

type Mapping = YAMLMap<unknown, Node | null>;

interface Expansion {
  readonly obstacles: Obstacle[];
  readonly anchors: Map<string, Node>;
  /** The nodes around the one that is looked at. */
  readonly open: Set<Node>;
  /** How many more nodes aliases may add: ten lines of aliases to aliases can stand for billions. */
  left: number;
}

export function expandYaml(document: Document): Obstacle[] {
  const expansion = { obstacles: [], anchors: new Map(), open: new Set<Node>(), left: 100_000 };
  document.contents = expand(expansion, document.contents);
  return expansion.obstacles;
}

function expand<N extends Node | null>(expansion: Expansion, node: N): N | Node {
  if (node === null) return node;
  if (isAlias(node)) return copyOf(expansion, node);
  const { anchor } = node as { anchor?: string };
  if (anchor !== undefined) expansion.anchors.set(anchor, node);
  expansion.open.add(node);
  if (isSeq<Node>(node)) node.items = node.items.map((item) => expand(expansion, item));
  if (isMap(node)) expandMap(expansion, node as Mapping);
  expansion.open.delete(node);
  return node;
}

function copyOf(expansion: Expansion, alias: Alias): Node {
  const target = expansion.anchors.get(alias.source);
  if (!target) return obstacle(expansion, alias, `there is no anchor &${alias.source} before this`);
  if (expansion.open.has(target))
    return obstacle(expansion, alias, `*${alias.source} stands inside of what it repeats`);
  expansion.left -= sizeOf(target);
  if (expansion.left < 0)
    return obstacle(expansion, alias, 'the aliases of this file stand for too much');
  return target.clone() as Node;
}

function sizeOf(node: Node): number {
  let size = 0;
  visit(node, { Node: () => void (size += 1) });
  return size;
}

function obstacle({ obstacles }: Expansion, node: Node, ...[message, help]: [string, string?]) {
  obstacles.push({ node, message, help });
  return new Scalar(null);
}

function expandMap(expansion: Expansion, map: Mapping): void {
  if (map.flow && map.items.some(({ key }) => isMap(key) && key.flow)) {
    const help = 'put quotes around text that holds {{…}}: "{{column}}"';
    obstacle(expansion, map, 'YAML reads {{…}} as mappings here, not as text', help);
    return;
  }
  for (const pair of map.items) {
    if (!isMergeKey(pair.key)) checkKey(expansion, map, pair);
    pair.value = expand(expansion, pair.value);
  }
  const own = new Set(map.items.map(({ key }) => keyText(key)));
  map.items = map.items.flatMap((pair) =>
    isMergeKey(pair.key) ? merged(expansion, pair, own) : [pair],
  );
}

/** Keys are text, and the text is what is written: `2024`, `1.0`. */
function checkKey(expansion: Expansion, { items }: Mapping, { key }: Pair): void {
  if (!isScalar(key)) obstacle(expansion, key as Node, 'a key must be text');
  else {
    key.value = key.source ?? String(key.value);
    const first = items.find((other) => isScalar(other.key) && other.key.value === key.value);
    if (first?.key !== key) obstacle(expansion, key, `the key "${key.source}" is there twice`);
  }
}

/** The pairs of a `<<`, but for those whose key the mapping has already. */
function merged(
  expansion: Expansion,
  { key, value }: Pair<unknown, Node | null>,
  own: Set<string>,
) {
  const sources = isSeq<Node>(value) ? value.items : [value];
  return sources.flatMap((source) => {
    if (isMap(source))
      return (source as Mapping).items.filter(
        (pair) => !own.has(keyText(pair.key)) && own.add(keyText(pair.key)),
      );
    obstacle(expansion, source ?? (key as Node), '<< takes a mapping or a list of mappings');
    return [];
  });
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

export function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** The key of a pair, if it stands anywhere. */
export function keyOf(pair: Pair | undefined): Scalar | undefined {
  return isPair(pair) && isScalar(pair.key) ? pair.key : undefined;
}
