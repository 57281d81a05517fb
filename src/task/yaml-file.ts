// A parsed YAML file, and where its keys and values stand.
import { isMap, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';
import { locate, type Location, type Source } from '../base/location.ts';
import { keyOf, keyText } from './expand-yaml.ts';

export type Path = readonly (string | number)[];

/** A parsed YAML file, perhaps with values laid over it from the command line. */
export interface YamlFile {
  /** Absolute; the paths in the file are relative to its folder. */
  readonly path: string;
  readonly source: Source;
  readonly document: Document;
  /** Nodes that came from elsewhere (`--set`), with the text they stand in. */
  readonly overlays: Map<Node, Source>;
}

interface Found {
  /** The text that the value stands in. */
  readonly source: Source;
  /** The text that the key stands in. */
  readonly keySource: Source;
  readonly pair?: Pair | undefined;
  readonly node?: Node | undefined;
}

/** Where the value at the path stands; of what is not there, the nearest thing around it. */
export function locateValue(file: YamlFile, path: Path): Location {
  const { source, keySource, node, pair } = nearest(file, path);
  if (node?.range) return locateNode(source, node);
  return locateNode(keySource, keyOf(pair));
}

/** Where the key itself stands. */
export function locateKey(file: YamlFile, path: Path): Location {
  const { source, keySource, node, pair } = nearest(file, path);
  const key = keyOf(pair);
  return key?.range ? locateNode(keySource, key) : locateNode(source, node);
}

/**
 * Where characters `start` to `end` of the text at the path stand. The n-th occurrence of a piece in the text is the
 * n-th in the file: true of every scalar style, unless the piece itself is written with escapes.
 */
export function locateInText(file: YamlFile, path: Path, start: number, end: number): Location {
  const { source, node } = nearest(file, path);
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range)
    return locateValue(file, path);
  const piece = node.value.slice(start, end);
  const nth = node.value.slice(0, start).split(piece).length;
  let offset = node.range[0] - 1;
  for (let found = 0; found < nth; found += 1) {
    offset = source.text.indexOf(piece, offset + 1);
    if (offset === -1 || offset >= node.range[1]) return locateValue(file, path);
  }
  return locate(source, offset, offset + piece.length);
}

/** How the text at the path is written: `QUOTE_SINGLE`, `PLAIN`, `BLOCK_LITERAL`, … */
export function scalarStyle(file: YamlFile, path: Path): string | undefined {
  const { node } = find(file, path) ?? {};
  return isScalar(node) ? node.type : undefined;
}

/** The keys of the mapping at the path in the order of the file: JavaScript would move integer-like ones to the front. */
export function keysInOrder(file: YamlFile, path: Path): string[] {
  const { node } = find(file, path) ?? {};
  return isMap(node) ? node.items.map(({ key }) => keyText(key)) : [];
}

/** Whether the value at the path was given on the command line. */
export function isOverlaid(file: YamlFile, path: Path): boolean {
  return find(file, path)?.source !== file.source;
}

/** Makes the numbers and truth values at the path, or in the list there, the text they are written as: `1.0` stays `1.0`. */
export function keepAsText(file: YamlFile, path: Path): void {
  const { node } = find(file, path) ?? {};
  for (const scalar of isSeq(node) ? node.items : [node])
    if (isScalar(scalar) && ['number', 'boolean'].includes(typeof scalar.value))
      scalar.value = scalar.source ?? String(scalar.value);
}

function locateNode(source: Source, node: Node | null | undefined): Location {
  const [start, end] = node?.range ?? [0, 1];
  return locate(source, start, end);
}

function nearest(file: YamlFile, path: Path): Found {
  for (let length = path.length; length > 0; length -= 1) {
    const found = find(file, path.slice(0, length));
    if (found) return found;
  }
  const { source } = file;
  return { source, keySource: source, node: file.document.contents ?? undefined };
}

function find(file: YamlFile, path: Path): Found | undefined {
  const { source, document } = file;
  const whole: Found = { source, keySource: source, node: document.contents ?? undefined };
  return path.reduce<Found | undefined>((outer, step) => outer && below(file, outer, step), whole);
}

function below(
  { overlays }: YamlFile,
  { source, node }: Found,
  step: string | number,
): Found | undefined {
  const sourceOf = (inner: Node | undefined) => (inner && overlays.get(inner)) ?? source;
  if (isSeq<Node>(node)) {
    const item = node.items[Number(step)];
    return item && { source: sourceOf(item), keySource: source, node: item };
  }
  if (!isMap<unknown, Node | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => keyText(key) === String(step));
  const value = pair?.value ?? undefined;
  return pair && { source: sourceOf(value), keySource: sourceOf(keyOf(pair)), pair, node: value };
}
