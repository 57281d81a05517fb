// Sources in, what breaks the order of the folders out. ARCHITECTURE.md says what the order is for.
import { posix } from 'node:path';
import { parseAst } from 'vitest/node';

/** The way of the data: a folder imports itself and folders before it. */
const line = [
  'base',
  'task',
  'dataset',
  'prompt',
  'grid',
  'plan',
  'embedded',
  'provider',
  'schedule',
  'score',
  'stats',
  'sweep',
  'baseline',
  'report',
  'command',
  'vitest',
];

/** Where the package is used from: they run the line, and are no part of it. */
const edges = ['command', 'vitest'];

const stages = line.filter((folder) => !edges.includes(folder));

/** What the files beside the folders may import. */
const rootFiles: Readonly<Record<string, readonly string[]>> = {
  'cli.ts': ['base', 'command', 'start.ts'],
  'start.ts': ['base', 'command'],
  'run.ts': stages,
  'index.ts': [...stages, 'command', 'run.ts'],
  'vitest.ts': [...line, 'run.ts'],
};

const vagueName = /^(?:utils?|helpers?|types?|constants?)(?:\.|$)/;

/** `files` maps paths below src, with slashes, to their text. An empty list: the order holds. */
export function brokenLayers(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([file, text]) => {
    const allowed = reach(file);
    return [
      ...vagueParts(file).map((part) => `${file}: "${part}" says nothing: name what it holds`),
      ...(allowed
        ? brokenImports(file, text, allowed)
        : [`${file} stands in no folder of the line`]),
    ];
  });
}

function vagueParts(file: string): string[] {
  return file.split('/').filter((part) => vagueName.test(part));
}

/** The folders and files that a file may import; undefined for a file without a place. */
function reach(file: string): readonly string[] | undefined {
  if (!file.includes('/')) return Object.hasOwn(rootFiles, file) ? rootFiles[file] : undefined;
  const folder = file.slice(0, file.indexOf('/'));
  const rank = line.indexOf(folder);
  if (rank === -1) return undefined;
  return [...line.slice(0, rank + 1), ...(edges.includes(folder) ? ['run.ts'] : [])];
}

function brokenImports(file: string, text: string, allowed: readonly string[]): string[] {
  return specifiersOf(text)
    .filter((specifier) => isOurs(specifier))
    .filter((specifier) => !allowed.includes(targetOf(file, specifier)))
    .map((specifier) => `${file} imports ${specifier}`);
}

/** A relative path, or this package by its own name. */
function isOurs(specifier: string): boolean {
  return /^(?:\.|\/|file:|kshot(?:\/|$))/.test(specifier);
}

/** The folder of the line, or the file beside the folders, that a specifier leads to. */
function targetOf(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = posix.join(posix.dirname(file), specifier);
  if (path.includes('/') || path.startsWith('.')) return path.slice(0, path.indexOf('/'));
  return path.replace(/\.js$/, '.ts');
}

/** Of every kind of import, in the order of the text. The parser knows comments and strings from code. */
export function specifiersOf(text: string): string[] {
  return [...nodesIn(parseAst(text, { lang: 'ts' }))].flatMap((node) => {
    const source = sourceOf(node);
    const specifier = source === undefined ? undefined : textOf(source);
    return specifier === undefined ? [] : [specifier];
  });
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) yield* nodesIn(child);
  }
}

function sourceOf(node: Node): unknown {
  const { type, callee } = node;
  if (type === 'TSExternalModuleReference') return node['expression'];
  if (type === 'CallExpression' && isNode(callee) && callee['name'] === 'require')
    return (node['arguments'] as unknown[])[0];
  const imports = /^(?:Import|ExportNamed|ExportAll)(?:Declaration|Expression)$|^TSImportType$/;
  return imports.test(type) ? node['source'] : undefined;
}

/** A path that is put together at run time gives its beginning: `./a/${name}` is `./a/`. */
function textOf(source: unknown): string | undefined {
  if (!isNode(source)) return undefined;
  if (typeof source['value'] === 'string') return source['value'];
  if (source.type !== 'TemplateLiteral') return undefined;
  const [start] = source['quasis'] as { readonly value: { readonly cooked: string } }[];
  return start?.value.cooked;
}
