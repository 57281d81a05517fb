// Questions to one process in, its answers out, in whatever order they come.
import { startProcess, type Ending, type ProcessOptions } from './command-process.ts';
import type { Failed } from './completion.ts';
import { jsonLine } from './exchange.ts';
import { parse } from './http/failure.ts';

export interface Session<A> {
  /** Rejects only when stopped. */
  readonly ask: (question: { readonly id: number }, signal: AbortSignal) => Promise<A | Failed>;
  readonly close: () => Promise<void>;
}

/** `onEnded` says what the end means for those who wait. */
export function openSession<A>(
  program: string,
  options: Omit<ProcessOptions, 'onLine'> & { readonly read: (json: unknown) => A | Failed },
  onEnded: (ending: Ending) => Failed,
): Session<A> {
  const desk = openDesk<A>();
  const onLine = (line: string): void => {
    const { id, answer } = readLine(line, options.read);
    if (!desk.settle(id, answer)) desk.settleAll(breach(program, line));
  };
  const process = startProcess({ ...options, onLine });
  const ended = process.ended.then((ending) => desk.settleAll(onEnded(ending)));
  return {
    ask(question, signal) {
      const answer = desk.wait(question.id, signal);
      process.write(jsonLine(question));
      return answer;
    },
    close: async () => {
      process.stop();
      await ended;
    },
  };
}

/** Who waits for which answer. */
function openDesk<A>() {
  const waiting = new Map<number, (answer: A | Failed) => void>();
  /** Nobody waits for them any more, but they may still be answered. */
  const left = new Set<number>();
  return {
    wait: (id: number, signal: AbortSignal) =>
      new Promise<A | Failed>((resolve, reject) => {
        const leave = (): void => {
          waiting.delete(id);
          left.add(id);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.set(id, (answer) => {
          signal.removeEventListener('abort', leave);
          resolve(answer);
        });
      }),
    /** Whether the id is known. */
    settle(id: unknown, answer: A | Failed): boolean {
      const settle = waiting.get(id as number);
      if (!settle) return left.delete(id as number);
      waiting.delete(id as number);
      settle(answer);
      return true;
    },
    settleAll(answer: A | Failed): void {
      for (const [id, settle] of waiting) {
        left.add(id);
        settle(answer);
      }
      waiting.clear();
    },
  };
}

function readLine<A>(
  line: string,
  read: (json: unknown) => A | Failed,
): { id: unknown; answer: A | Failed } {
  const json = parse(line);
  const { id, error } = Object(json) as { id?: unknown; error?: unknown };
  if (error === undefined || error === null) return { id, answer: read(json) };
  const why = typeof error === 'string' ? error : JSON.stringify(error);
  const failure = { kind: 'status', retry: false, fatal: false } as const;
  return { id, answer: { status: 'failed', why, failure } };
}

/** Whose answer it should have been nobody can say: everyone who waits has to ask again. */
function breach(program: string, line: string): Failed {
  const json = parse(line);
  const { id } = Object(json) as { id?: unknown };
  const what =
    json === undefined
      ? 'wrote a line that is not JSON'
      : id === undefined
        ? 'wrote a line without an id'
        : `answered the id ${JSON.stringify(id)}, which no request waits for`;
  return {
    status: 'failed',
    why: `${program} ${what}: ${line.slice(0, 200)}`,
    failure: { kind: 'body', retry: true, fatal: false },
  };
}
