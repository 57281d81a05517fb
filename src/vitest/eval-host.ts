// A test in, the world that its run sees out. The only file here that reads the environment and prints.
import { setTimeout } from 'node:timers/promises';
import { makeRedact, secretsOf } from '../base/redact.ts';
import type { Host } from '../command/host.ts';

/** What a run has to say while it goes on are warnings: vitest shows them under the name of the test. */
export function makeEvalHost(cwd: string, signal: AbortSignal): Host {
  const env = { ...process.env };
  const concealed: string[] = [];
  let redact = makeRedact(secretsOf(env));
  return {
    cwd,
    env,
    // The environment may name more secrets later.
    redact: Object.assign((text: string) => redact(text), {
      suspects: (text: string) => redact.suspects?.(text) ?? true,
    }),
    conceal: (names) => {
      concealed.push(...names);
      redact = makeRedact(secretsOf(env, concealed));
    },
    out: () => undefined,
    err: (text) => console.warn(redact(text).trimEnd()),
    sleep: (milliseconds, ended) => setTimeout(milliseconds, undefined, { signal: ended }),
    now: () => new Date(),
    clock: () => performance.now(),
    // vitest tells how far it is.
    every: () => () => undefined,
    signal,
    color: false,
    interactive: false,
  };
}
