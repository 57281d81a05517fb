// A template text in, the columns it mentions and what is wrong with it out.
// Strict mode alone does not see {{#each missing}}, {{#if a.b}} or {{lookup}}, so the syntax tree is walked.
import Handlebars from 'handlebars';
import type { ProblemCode } from '../base/problem-code.ts';

/** Something wrong with the characters `start` to `end` of a template text. */
export interface Complaint {
  readonly code: ProblemCode;
  readonly message: string;
  readonly help?: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** A column that characters `start` to `end` of a template text name. */
export interface Mention {
  readonly column: string;
  /** Asked about by `if` or `unless`, where a null is a no; its value does not go into the text. */
  readonly tested: boolean;
  readonly start: number;
  readonly end: number;
}

export interface Reading {
  readonly mentions: Mention[];
  readonly complaints: Complaint[];
}

/** What a name can mean at some place: columns at the top, anything inside `each` and `with`. */
interface Scope {
  readonly open: boolean;
  readonly loop: boolean;
  readonly locals: readonly string[];
  readonly outer?: Scope;
}

interface Walk extends Reading {
  readonly text: string;
}

const blocks = ['if', 'unless', 'each', 'with'];
const builtIn = [...blocks, 'lookup', 'log', 'helperMissing', 'blockHelperMissing'];
const loopData = ['index', 'key', 'first', 'last'];
const inherited = [Object, Function, String, Array].flatMap(({ prototype }) =>
  Object.getOwnPropertyNames(prototype),
);

export function readVariables(text: string): Reading {
  const walk: Walk = { text, mentions: [], complaints: [] };
  const program = parse(walk);
  if (program) walkProgram(walk, program, { open: false, loop: false, locals: [] });
  return walk;
}

function parse({ text, complaints }: Walk): hbs.AST.Program | undefined {
  try {
    return Handlebars.parse(text);
  } catch (error) {
    const [first = ''] = String((error as Error).message).split('\n');
    const line = Number(/line (\d+)/.exec(first)?.[1] ?? 1);
    const start = offsetOf(text, line, 0);
    const end = Math.max(start + 1, text.indexOf('\n', start));
    const help = 'write {{column}} for a column, and \\{{ for two braces that are text';
    complaints.push({ code: 'template-syntax', message: 'a mistake in {{…}}', help, start, end });
    return undefined;
  }
}

function walkProgram(walk: Walk, program: hbs.AST.Program | undefined, scope: Scope): void {
  for (const statement of program?.body ?? []) walkStatement(walk, statement, scope);
}

function walkStatement(walk: Walk, statement: hbs.AST.Statement, scope: Scope): void {
  if (statement.type === 'MustacheStatement')
    walkCall(walk, statement as hbs.AST.MustacheStatement, scope);
  else if (statement.type === 'BlockStatement')
    walkBlock(walk, statement as hbs.AST.BlockStatement, scope);
  else if (!['ContentStatement', 'CommentStatement'].includes(statement.type))
    complain(walk, statement, 'unsupported-syntax', 'partials and decorators are not supported');
}

function walkBlock(walk: Walk, block: hbs.AST.BlockStatement, scope: Scope): void {
  const { path, params, program, inverse } = block;
  const name = helperName(path);
  const isTest = name === 'if' || name === 'unless';
  if (name === undefined || !blocks.includes(name)) walkValue(walk, path, scope);
  for (const param of params) walkParam(walk, param, scope, isTest);
  const inner = isTest ? scope : childScope(block, scope, name === 'each');
  walkProgram(walk, program, inner);
  walkProgram(walk, inverse, scope);
}

function childScope({ program }: hbs.AST.BlockStatement, outer: Scope, loop: boolean): Scope {
  return { open: true, loop, locals: program?.blockParams ?? [], outer };
}

/** `{{name}}` or `{{helper argument}}`. */
function walkCall(
  walk: Walk,
  call: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
  scope: Scope,
): void {
  const { path, params, hash } = call;
  const plain = params.length === 0 && (hash?.pairs.length ?? 0) === 0;
  if (plain) return walkValue(walk, path as hbs.AST.Expression, scope);
  const name = helperName(path as hbs.AST.Expression);
  if (name !== 'lookup') {
    const message = `no helper is named "${(path as hbs.AST.PathExpression).original}"`;
    return complain(
      walk,
      call,
      'unsupported-syntax',
      message,
      `there are ${[...blocks.map((b) => `#${b}`), 'lookup'].join(', ')}`,
    );
  }
  checkLookup(walk, params, scope);
  for (const param of params) walkParam(walk, param, scope, false);
}

/** `{{lookup this "column"}}` can be checked here; other keys are checked when the row is rendered. */
function checkLookup(walk: Walk, [object, key]: hbs.AST.Expression[], scope: Scope): void {
  if (object?.type !== 'PathExpression' || key?.type !== 'StringLiteral') return;
  const { parts, data, depth } = object as hbs.AST.PathExpression;
  if (parts.length > 0 || data || climb(scope, depth).open) return;
  mention(walk, key, (key as hbs.AST.StringLiteral).value);
}

function walkParam(walk: Walk, param: hbs.AST.Expression, scope: Scope, isTest: boolean): void {
  if (param.type === 'SubExpression') walkCall(walk, param as hbs.AST.SubExpression, scope);
  if (param.type === 'PathExpression')
    walkPath(walk, param as hbs.AST.PathExpression, scope, isTest);
}

function walkValue(walk: Walk, path: hbs.AST.Expression, scope: Scope): void {
  if (path.type !== 'PathExpression') return;
  const name = helperName(path);
  const { parts, original, data, depth } = path as hbs.AST.PathExpression;
  if (name !== undefined && builtIn.includes(name)) {
    const help = `for the column write {{this.${name}}}`;
    return complain(
      walk,
      path,
      'helper-name',
      `"${name}" is a word of the template language`,
      help,
    );
  }
  if (parts.length === 0 && !data && !climb(scope, depth).open)
    return complain(
      walk,
      path,
      'unsupported-syntax',
      `{{${original}}} is the whole row`,
      'name a column',
    );
  walkPath(walk, path as hbs.AST.PathExpression, scope, false);
}

function walkPath(walk: Walk, path: hbs.AST.PathExpression, scope: Scope, isTest: boolean): void {
  const { data, depth, original } = path;
  const parts = path.parts as string[];
  const [head] = parts;
  const forbidden = parts.slice(data || climb(scope, depth).open ? 0 : 1).find(isInherited);
  if (forbidden !== undefined)
    return complain(walk, path, 'unsupported-syntax', `"${forbidden}" is not part of the data`);
  if (data) return walkData(walk, path, scope);
  const isLocal = depth === 0 && isKnownLocal(scope, head) && !/^(this|\.)/.test(original);
  if (head === undefined || isLocal || climb(scope, depth).open) return;
  mention(walk, path, head, isTest);
}

/** `@root.column`, `@index` and its like. */
function walkData(walk: Walk, path: hbs.AST.PathExpression, scope: Scope): void {
  const [name = '', column] = path.parts as string[];
  if (name === 'root' && column !== undefined) return mention(walk, path, column);
  if (loopData.includes(name) && inLoop(scope)) return;
  const help = loopData.includes(name) ? 'it has a value inside {{#each}} only' : undefined;
  complain(walk, path, 'unsupported-syntax', `@${name} has no value here`, help);
}

function mention(walk: Walk, node: hbs.AST.Node, column: string, tested = false): void {
  walk.mentions.push({ column, tested, ...rangeOf(walk.text, node) });
}

function isInherited(name: string): boolean {
  return name !== 'length' && inherited.includes(name);
}

function helperName(path: hbs.AST.Expression): string | undefined {
  if (path.type !== 'PathExpression') return undefined;
  const { parts, depth, data, original } = path as hbs.AST.PathExpression;
  const simple = parts.length === 1 && depth === 0 && !data && original === parts[0];
  return simple ? original : undefined;
}

function climb(scope: Scope, depth: number): Scope {
  return depth === 0 || !scope.outer ? scope : climb(scope.outer, depth - 1);
}

function isKnownLocal(scope: Scope, name: string | undefined): boolean {
  if (name !== undefined && scope.locals.includes(name)) return true;
  return scope.outer !== undefined && isKnownLocal(scope.outer, name);
}

function inLoop(scope: Scope): boolean {
  return scope.loop || (scope.outer !== undefined && inLoop(scope.outer));
}

function complain(
  walk: Walk,
  node: hbs.AST.Node,
  code: ProblemCode,
  ...[message, help]: [string, string?]
): void {
  walk.complaints.push({ code, message, help, ...rangeOf(walk.text, node) });
}

function rangeOf(text: string, { loc }: hbs.AST.Node): { start: number; end: number } {
  const [start, end] = [loc.start, loc.end].map(({ line, column }) => offsetOf(text, line, column));
  return { start: start!, end: end! };
}

/** Handlebars counts lines from 1 and columns from 0. */
function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column;
}
