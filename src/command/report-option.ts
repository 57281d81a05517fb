// `--report NAME[=FILE]`, `--json` and `--out` in, which report goes where out.
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { didYouMean } from '../base/distance.ts';
import { errorOf, UserError } from '../base/problem.ts';
import { reporterOf, reporters, type ReporterName } from '../report/reporters.ts';
import type { Host } from './host.ts';
import { requireWritable } from './read-option.ts';

export interface ReportsOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly report?: readonly string[];
}

/** One report, and where it goes. */
export interface Report {
  readonly name: ReporterName;
  /** As typed. */
  readonly option: string;
  /** Absent: standard output. */
  readonly file?: ReportFile;
}

interface ReportFile {
  readonly path: string;
  /** As typed. */
  readonly shown: string;
  /** The file is not ours alone: it is added to. */
  readonly add?: true;
  /** Its folder is made. */
  readonly makeFolder?: true;
}

export interface Reports {
  readonly list: readonly Report[];
  /** No document takes the place of the table. */
  readonly leaveTable: boolean;
  /** Makes the files. Throws a UserError for one that cannot be written: what is paid for must not be lost to it. */
  readonly requireWritable: () => void;
}

/** Throws a UserError for what is no report, or cannot be had together. */
export function readReports(host: Host, options: ReportsOptions, tasks = 1): Reports {
  const { json, out, report = [] } = options;
  const list: Report[] = [
    ...(json ? [{ name: 'json', option: '--json' } as const] : []),
    ...report.map((text) => readReport(host, text)),
    ...(out === undefined ? [] : [outReport(host, out)]),
  ];
  if (tasks > 1) list.forEach(requireOneTask);
  requireOnePrinted(list);
  requireOwnFiles(list);
  return {
    list,
    leaveTable: list.every(({ file }) => file),
    requireWritable: () => list.forEach(makeFile),
  };
}

function outReport({ cwd }: Host, out: string): Report {
  return { name: 'csv', option: '--out', file: { path: resolve(cwd, out), shown: out } };
}

function readReport({ cwd, env }: Host, text: string): Report {
  const [name = '', ...rest] = text.split('=');
  const option = `--report ${name}`;
  if (!isReporter(name)) throw unknownReport(name);
  const shown = rest.join('=');
  if (rest.length > 0 && shown === '') throw refusal(`--report ${text} names no file`);
  if (rest.length > 0)
    return { name, option, file: { path: resolve(cwd, shown), shown, makeFolder: true } };
  const { fileFrom } = reporterOf(name);
  if (fileFrom === undefined) return { name, option };
  const path = env[fileFrom];
  if (path) return { name, option, file: { path: resolve(cwd, path), shown: path, add: true } };
  const help = `outside of a job say where to: --report ${name}=FILE`;
  throw refusal(`${option}: ${fileFrom} is not set, so it has no file`, help);
}

function isReporter(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

function unknownReport(name: string): UserError {
  const names = Object.keys(reporters);
  const help = didYouMean(name, names) ?? `there are ${names.join(', ')}`;
  return refusal(`no report is named "${name}"`, help);
}

function refusal(message: string, help?: string): UserError {
  return new UserError([errorOf('bad-option', message, undefined, help)]);
}

function requireOneTask({ name, option }: Report): void {
  if (reporterOf(name).oneTask) throw refusal(`${option} takes the results of one task`);
}

/** What prints beside a file goes with the table, but not with a document. */
function requireOnePrinted(list: readonly Report[]): void {
  const documents = list.filter(({ file }) => !file);
  const printed = list.filter(({ name, file }) => !file || reporterOf(name).beside);
  if (documents.length === 0 || printed.length < 2) return;
  const names = printed.map(({ option }) => option).join(' and ');
  const help = `give one a file: --report ${documents.at(-1)!.name}=FILE`;
  throw refusal(`${names} both print to standard output`, help);
}

function requireOwnFiles(list: readonly Report[]): void {
  const files = list.flatMap(({ file }) => file ?? []);
  const twice = files.find(({ path }, index) =>
    files.slice(0, index).some((other) => other.path === path),
  );
  if (twice) throw refusal(`two reports go to ${twice.shown}`, 'give each a file of its own');
}

function makeFile({ file }: Report): void {
  if (!file) return;
  if (file.makeFolder) makeFolder(dirname(file.path), file.shown);
  requireWritable(file.path, file.shown);
}

function makeFolder(path: string, shown: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isFile = code === 'EEXIST' || code === 'ENOTDIR';
    const why = isFile ? 'there is a file where a folder should be' : message;
    throw refusal(`cannot write ${shown}: ${why}`);
  }
}
