// A YAML text in, its value out, with the place of every key and value kept for messages.
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
} from 'yaml';
import { locate, type Location, type Source } from '../base/location.ts';
import { errorOf, UserError, type Problem } from '../base/problem.ts';

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
  readonly outer: Source;
  readonly pair?: Pair | undefined;
  readonly node?: Node | undefined;
}

/** Throws a UserError with every syntax problem of the text. */
export function parseYaml(path: string, source: Source): YamlFile {
  const document = parseDocument(source.text, { prettyErrors: false, merge: true });
  const problems = [...document.errors, ...document.warnings].map((error) =>
    syntaxProblem(source, error),
  );
  if (problems.length > 0) throw new UserError(problems);
  return { path, source, document, overlays: new Map() };
}

function syntaxProblem(source: Source, error: YAMLError): Problem {
  const at = locate(source, ...error.pos);
  return errorOf('yaml-syntax', error.message, at, syntaxHelp(error, at));
}

function syntaxHelp({ code }: YAMLError, at: Location): string | undefined {
  if (code === 'TAB_AS_INDENT') return 'YAML is indented with blanks';
  if (code === 'DUPLICATE_KEY') return 'delete one of the two, or merge them';
  if (at.text.includes('{{')) return 'put quotes around text that holds {{…}} or ": "';
  return undefined;
}

/** Where the value at the path stands; of what is not there, the nearest thing around it. */
export function locateValue(file: YamlFile, path: Path): Location {
  const { source, node, pair } = nearest(file, path);
  return locateNode(source, node ?? keyOf(pair));
}

/** Where the key itself stands. */
export function locateKey(file: YamlFile, path: Path): Location {
  const { source, outer, node, pair } = nearest(file, path);
  const key = keyOf(pair);
  // A key that the command line added has no place of its own.
  return key?.range ? locateNode(outer, key) : locateNode(source, node);
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

/** A key that was added later is plain text. */
function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function keyOf(pair: Pair | undefined): Node | undefined {
  return isPair<Node>(pair) && isNode(pair.key) ? pair.key : undefined;
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
  return { source, outer: source, node: file.document.contents ?? undefined };
}

function find(file: YamlFile, path: Path): Found | undefined {
  let node = resolved(file, file.document.contents);
  let source = file.source;
  let outer = source;
  let pair: Pair | undefined;
  for (const step of path) {
    pair = isMap(node) ? node.items.find(({ key }) => keyText(key) === String(step)) : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
    if (next === undefined && !pair) return undefined;
    node = resolved(file, next as Node | null);
    outer = source;
    source = (node && file.overlays.get(node)) ?? source;
  }
  return { source, outer, pair, node };
}

function resolved(file: YamlFile, node: Node | null): Node | undefined {
  return (isAlias(node) ? node.resolve(file.document) : node) ?? undefined;
}
