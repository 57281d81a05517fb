// argv -> command. The only file that reads the environment, prints, and sets the exit code.
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { CommanderError, type Command } from 'commander';
import { errorOf, UserError } from './base/problem.ts';
import { makeRedact, secretsOf, type Redact } from './base/redact.ts';
import { version } from './base/version.ts';
import type { Host } from './command/host.ts';
import { buildProgram } from './command/program.ts';

/** Everything that is printed passes through it. */
let redact: Redact = makeRedact(secretsOf(process.env));

function makeHost(envFile: string | undefined): Host {
  const env = { ...readEnvFile(envFile), ...process.env };
  redact = makeRedact(secretsOf(env));
  const concealed: string[] = [];
  const interrupt = new AbortController();
  // The first one stops the sending, the second one everything: what is answered is in the journal.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (interrupt.signal.aborted) process.exit(130);
      interrupt.abort();
    });
  const { NO_COLOR, FORCE_COLOR, TERM } = env;
  const wanted = FORCE_COLOR !== undefined && FORCE_COLOR !== '0';
  const refused =
    (NO_COLOR !== undefined && NO_COLOR !== '') || FORCE_COLOR === '0' || TERM === 'dumb';
  return {
    cwd: process.cwd(),
    env,
    // The environment may name more of them later.
    redact: Object.assign((text: string) => redact(text), {
      suspects: (text: string) => redact.suspects?.(text) ?? true,
    }),
    conceal: (names) => {
      concealed.push(...names);
      redact = makeRedact(secretsOf(env, concealed));
    },
    out: (text) => void process.stdout.write(redact(text)),
    err: (text) => void process.stderr.write(redact(text)),
    sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
    now: () => new Date(),
    clock: () => performance.now(),
    every: (milliseconds, call) => {
      const timer = setInterval(call, milliseconds);
      return () => clearInterval(timer);
    },
    signal: interrupt.signal,
    color: wanted || (!refused && process.stdout.isTTY),
    interactive: process.stderr.isTTY && env['CI'] === undefined && TERM !== 'dumb',
  };
}

/** Throws a UserError when the file cannot be read. */
function readEnvFile(path: string | undefined): NodeJS.Dict<string> {
  if (path === undefined) return {};
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const message = `cannot read ${path}: ${(error as Error).message}`;
    throw new UserError([errorOf('file-not-found', message)]);
  }
}

export async function start(): Promise<void> {
  // `kshot … | head` closes our output before we are done.
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // A run goes on to its end: its exit code must not hang on who reads.
    if (code === 'EPIPE') return;
    process.stderr.write(`cannot write to standard output: ${message}\n`);
    process.exit(2);
  });
  const program = buildProgram(async (command, envFile) => {
    process.exitCode = await command(makeHost(envFile));
  });
  throwInsteadOfExit(program);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExit);
}

function report(error: unknown): number {
  // commander has printed it.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const text = error instanceof UserError ? error.message : bug(error);
  process.stderr.write(`${redact(text)}\n`);
  return 2;
}

function bug(error: unknown): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `This is a bug in kshot ${version()}:\n${stack}`;
}
