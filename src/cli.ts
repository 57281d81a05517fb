#!/usr/bin/env node
// argv -> command. The only file that reads the environment, prints, and sets the exit code.
import { CommanderError } from 'commander';
import { UserError } from './base/problem.ts';
import { version } from './base/version.ts';
import type { Host } from './command/host.ts';
import { buildProgram } from './command/program.ts';

function makeHost(): Host {
  const interrupt = new AbortController();
  process.on('SIGINT', () => {
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  });
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const wanted = FORCE_COLOR !== undefined && FORCE_COLOR !== '0';
  const refused =
    (NO_COLOR !== undefined && NO_COLOR !== '') || FORCE_COLOR === '0' || TERM === 'dumb';
  return {
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    now: () => new Date(),
    clock: () => performance.now(),
    every: (milliseconds, call) => {
      const timer = setInterval(call, milliseconds);
      return () => clearInterval(timer);
    },
    signal: interrupt.signal,
    color: wanted || (!refused && process.stdout.isTTY),
    interactive: process.stderr.isTTY && process.env['CI'] === undefined && TERM !== 'dumb',
  };
}

async function main(): Promise<void> {
  // `kshot … | head` closes our output before we are done.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
    process.exit(code === 'EPIPE' ? 0 : 2),
  );
  const program = buildProgram(async (command) => {
    process.exitCode = await command(makeHost());
  });
  program.exitOverride();
  program.commands.forEach((command) => command.exitOverride());
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  // commander has printed it.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const text = error instanceof UserError ? error.message : bug(error);
  process.stderr.write(`${text}\n`);
  return 2;
}

function bug(error: unknown): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `This is a bug in kshot ${version()}:\n${stack}`;
}

await main();
