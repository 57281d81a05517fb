// A template text in, the columns it mentions and what is wrong with it out.
// Strict mode alone does not see {{#each missing}}, {{#if a.b}} or {{lookup}}, so the syntax tree is walked.
import type { ProblemCode } from '../base/problem-code.ts';
import { parse } from './handlebars.ts';

/** Something wrong with the characters `start` to `end` of a template text. */
interface Complaint {
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
  readonly outer?: Scope;
}

interface Walk extends Reading {
  readonly text: string;
}

const blocks = ['if', 'unless', 'each', 'with'];
const builtIn = [...blocks, 'lookup', 'log', 'helperMissing', 'blockHelperMissing'];
const loopData = ['index', 'key', 'first', 'last'];
/** What every JavaScript object has. Other inherited names (`map`, `link`) are refused where a row does not have them. */
const inherited = Object.getOwnPropertyNames(Object.prototype);

export function readVariables(text: string): Reading {
  const walk: Walk = { text, mentions: [], complaints: [] };
  const program = parseText(walk);
  if (program) walkProgram(walk, program, { open: false, loop: false });
  return walk;
}

function parseText({ text, complaints }: Walk): hbs.AST.Program | undefined {
  try {
    return parse(text);
  } catch (error) {
    complaints.push(syntaxComplaint(text, (error as Error).message));
    return undefined;
  }
}

/** Handlebars tells the line in its message only, and of what is not closed not where it begins. */
function syntaxComplaint(text: string, message: string): Complaint {
  const help = 'write {{column}} for a column, and \\{{ for two braces that are text';
  const complaint = { code: 'template-syntax' as const, help };
  const open = openBlock(text) ?? /\{\{(?![^]*\}\})/.exec(text)?.index;
  if (open !== undefined && !message.includes("doesn't match")) {
    const [start, end] = [open, endOfLine(text, open)];
    return { ...complaint, message: 'a {{…}} that is not closed', start, end };
  }
  const line = Number(/line (\d+)|- (\d+):\d+$/.exec(message)?.slice(1).find(Boolean) ?? 1);
  const start = offsetOf(text, line, 0);
  return { ...complaint, message: reasonOf(message), start, end: endOfLine(text, start) };
}

function reasonOf(message: string): string {
  const [, opened, closed] = /^(\S+) doesn't match (\S+) - /.exec(message) ?? [];
  return opened === undefined ? 'a mistake in {{…}}' : `{{#${opened}}} is closed by {{/${closed}}}`;
}

/** Where the first block begins that never ends. */
function openBlock(text: string): number | undefined {
  const open: number[] = [];
  for (const { index, 1: kind } of text.matchAll(/(?<!\\)\{\{~?([#^/])\s*[\w[@.]/g))
    if (kind === '/') open.pop();
    else open.push(index);
  return open[0];
}

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return Math.max(start + 1, newline === -1 ? text.length : newline);
}

function walkProgram(walk: Walk, program: hbs.AST.Program | undefined, scope: Scope): void {
  for (const statement of program?.body ?? []) walkStatement(walk, statement, scope);
}

function walkStatement(walk: Walk, statement: hbs.AST.Statement, scope: Scope): void {
  if (statement.type === 'MustacheStatement')
    walkMustache(walk, statement as hbs.AST.MustacheStatement, scope);
  else if (statement.type === 'BlockStatement')
    walkBlock(walk, statement as hbs.AST.BlockStatement, scope);
  else if (!['ContentStatement', 'CommentStatement'].includes(statement.type))
    complain(walk, statement, 'unsupported-syntax', 'partials and decorators are not supported');
}

function walkBlock(walk: Walk, block: hbs.AST.BlockStatement, scope: Scope): void {
  const { path, program, inverse } = block;
  const name = helperName(path);
  const isTest = name === 'if' || name === 'unless';
  if (name === undefined || !blocks.includes(name)) walkValue(walk, path, scope);
  for (const argument of argumentsOf(block)) walkParam(walk, argument, scope, isTest);
  const inner = isTest ? scope : { open: true, loop: name === 'each', outer: scope };
  walkProgram(walk, program, inner);
  walkProgram(walk, inverse, scope);
}

type Call = hbs.AST.MustacheStatement | hbs.AST.SubExpression;

function argumentsOf({ params, hash }: Call | hbs.AST.BlockStatement): hbs.AST.Expression[] {
  return [
    ...params,
    ...((hash as hbs.AST.Hash | undefined)?.pairs ?? []).map(({ value }) => value),
  ];
}

/** `{{name}}` or `{{helper argument}}`. */
function walkMustache(walk: Walk, mustache: hbs.AST.MustacheStatement, scope: Scope): void {
  if (argumentsOf(mustache).length === 0) walkValue(walk, mustache.path, scope);
  else walkCall(walk, mustache, scope);
}

function walkCall(walk: Walk, call: Call, scope: Scope): void {
  const path = call.path as hbs.AST.Expression;
  if (helperName(path) !== 'lookup') {
    const message = `no helper is named "${(path as hbs.AST.PathExpression).original}"`;
    const known = [...blocks.map((b) => `#${b}`), 'lookup'].join(', ');
    const help = `there are ${known}; a column with blanks is written {{[first name]}}`;
    return complain(walk, call, 'unsupported-syntax', message, help);
  }
  checkLookup(walk, call.params, scope);
  for (const argument of argumentsOf(call)) walkParam(walk, argument, scope, false);
}

/** `{{lookup this "column"}}` can be checked here; other keys are checked when the row is rendered. */
function checkLookup(walk: Walk, [object, key]: hbs.AST.Expression[], scope: Scope): void {
  if (object?.type !== 'PathExpression' || key?.type !== 'StringLiteral') return;
  const { parts, data, depth } = object as hbs.AST.PathExpression;
  if (parts.length > 0 || data || climb(scope, depth)?.open !== false) return;
  mention(walk, key, (key as hbs.AST.StringLiteral).value);
}

function walkParam(walk: Walk, param: hbs.AST.Expression, scope: Scope, isTest: boolean): void {
  if (param.type === 'SubExpression') walkCall(walk, param as hbs.AST.SubExpression, scope);
  if (param.type === 'PathExpression')
    walkPath(walk, param as hbs.AST.PathExpression, scope, isTest);
}

function walkValue(walk: Walk, path: hbs.AST.Expression, scope: Scope): void {
  if (path.type !== 'PathExpression') return walkLiteral(walk, path, scope);
  const name = helperName(path);
  const { parts, original, data, depth } = path as hbs.AST.PathExpression;
  if (name !== undefined && builtIn.includes(name)) {
    const message = `"${name}" is a word of the template language`;
    return complain(walk, path, 'helper-name', message, `for the column write {{this.${name}}}`);
  }
  if (parts.length === 0 && !data && climb(scope, depth)?.open === false) {
    const message = `{{${original}}} is the whole row`;
    return complain(walk, path, 'unsupported-syntax', message, 'name a column');
  }
  walkPath(walk, path as hbs.AST.PathExpression, scope, false);
}

/** `{{"first name"}}` and `{{2024}}` are columns too. */
function walkLiteral(walk: Walk, literal: hbs.AST.Expression, scope: Scope): void {
  if (!scope.open) mention(walk, literal, String((literal as hbs.AST.StringLiteral).original));
}

function walkPath(walk: Walk, path: hbs.AST.PathExpression, scope: Scope, isTest: boolean): void {
  const { data, depth, original } = path;
  const parts = path.parts as string[];
  const [head] = parts;
  const place = climb(scope, depth);
  if (!place) return complain(walk, path, 'unsupported-syntax', `${original} leads out of the row`);
  const forbidden = parts
    .slice(data || place.open ? 0 : 1)
    .find((part) => inherited.includes(part));
  if (forbidden !== undefined)
    return complain(walk, path, 'unsupported-syntax', `"${forbidden}" is not part of the data`);
  if (data) return walkData(walk, path, scope);
  if (head !== undefined && !place.open) mention(walk, path, head, isTest);
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

function helperName(path: hbs.AST.Expression): string | undefined {
  if (path.type !== 'PathExpression') return undefined;
  const { parts, depth, data, original } = path as hbs.AST.PathExpression;
  const simple = parts.length === 1 && depth === 0 && !data && original === parts[0];
  return simple ? original : undefined;
}

/** The scope that so many `../` lead to, if there is one. */
function climb(scope: Scope, depth: number): Scope | undefined {
  return depth === 0 ? scope : scope.outer && climb(scope.outer, depth - 1);
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
