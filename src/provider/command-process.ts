// A program kept alive: lines in, lines out, and how it ended.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { resolve as resolvePath } from 'node:path';
import type { Readable } from 'node:stream';
import { lineCutter } from '../dataset/line-cutter.ts';

/** Calls back once after so many milliseconds, until the function that it returns is called. */
export type After = (milliseconds: number, call: () => void) => () => void;

export interface ProcessOptions {
  readonly words: readonly [program: string, ...args: string[]];
  /** Its working directory; a relative path to the program starts here. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly after: After;
  /** Called with each line of its standard output, without the line break. */
  readonly onLine: (line: string) => void;
}

export interface Ending {
  readonly started: boolean;
  /** `exited with code 3`, with the last lines of its standard error. */
  readonly how: string;
}

export interface Process {
  readonly write: (line: string) => void;
  /** Ends its input; a program that goes on all the same is sent SIGTERM, then SIGKILL. */
  readonly stop: () => void;
  /** Resolves when it has ended and everything that it wrote has been read. */
  readonly ended: Promise<Ending>;
}

const graceMs = 2000;
const onWindows = process.platform === 'win32';

export function startProcess(options: ProcessOptions): Process {
  const { words, folder, env } = options;
  const [program, ...args] = words;
  try {
    // In a group of its own, Ctrl-C does not reach it: what is under way is waited for.
    const child = spawn(pathOf(program, folder), args, {
      cwd: folder,
      env,
      detached: !onWindows,
      windowsHide: true,
    });
    return tend(child, options);
  } catch (error) {
    // Of some reasons spawn tells by an event, of others so.
    const ending = notStarted(error as NodeJS.ErrnoException);
    return { write() {}, stop() {}, ended: Promise.resolve(ending) };
  }
}

function tend(
  child: ChildProcessWithoutNullStreams,
  { after, onLine }: Pick<ProcessOptions, 'after' | 'onLine'>,
): Process {
  const { stdin, stdout, stderr } = child;
  const cancels: (() => void)[] = [];
  const ended = endingOf(child);
  void ended.then(() => cancels.forEach((cancel) => cancel()));

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    stdin.end();
    cancels.push(after(graceMs, () => signalGroup(child.pid, 'SIGTERM')));
    cancels.push(after(2 * graceMs, () => signalGroup(child.pid, 'SIGKILL')));
  };
  // A program that has closed one of them can answer no more.
  stdin.on('error', stop);
  stdout.on('end', stop);
  cutLines(stdout, onLine);
  // Something that it has started may hold the pipes open for ever.
  child.on('exit', () => {
    const letGo = () => [stdout, stderr].forEach((stream) => stream.destroy());
    cancels.push(after(graceMs, letGo));
  });
  return { write: (line) => void stdin.write(`${line}\n`), stop, ended };
}

function endingOf(child: ChildProcessWithoutNullStreams): Promise<Ending> {
  const lastWords = keepEnd(child.stderr);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(notStarted(error));
    });
    child.on('close', (code, signal) => {
      const how = signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
      resolve({ started: true, how: how + lastWords() });
    });
  });
}

function notStarted({ code, message }: NodeJS.ErrnoException): Ending {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such program',
    EACCES: 'it may not be executed',
  };
  return { started: false, how: `cannot be started: ${reasons[code ?? ''] ?? message}` };
}

/** A name without a slash is looked up in PATH, as a shell does. */
function pathOf(program: string, folder: string): string {
  return /[/\\]/.test(program) ? resolvePath(folder, program) : program;
}

/** With everything that it has started. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(onWindows ? pid : -pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

/** Not readline, which also breaks lines at U+2028: JSON may hold it. */
function cutLines(stream: Readable, onLine: (line: string) => void): void {
  const cutter = lineCutter();
  const hear = (raw: Buffer): void => {
    const line = raw.toString('utf8').trimEnd();
    if (line !== '') onLine(line);
  };
  stream.on('data', (bytes: Buffer) => cutter.push(bytes).forEach(({ raw }) => hear(raw)));
  stream.on('end', () => hear(cutter.rest().raw));
}

const mostLines = 20;
const mostCharacters = 8192;

/** The last lines of a stream, ready to be put behind a message. */
function keepEnd(stream: Readable): () => string {
  let kept = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-mostCharacters);
  });
  return () => {
    const lines = kept.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
    return lines.length === 0 ? '' : `: ${lines.slice(-mostLines).join('\n')}`;
  };
}
