// A command line in, someone who answers questions in JSON lines out: started by the first, started again where it ends.
import type { After, Ending } from './command-process.ts';
import { openSession, type Session } from './command-session.ts';
import { splitWords } from './command-words.ts';
import type { Failed } from './completion.ts';
import type { Surroundings } from './provider.ts';

export interface Speaker<A> {
  /** Rejects only when stopped. Questions get their ids here. */
  readonly ask: (question: object, signal: AbortSignal) => Promise<A | Failed>;
  readonly close: () => Promise<void>;
}

export interface SpeakerOptions<A> extends Pick<Surroundings, 'folder' | 'env'> {
  readonly after?: After;
  /** What a line without an error says. */
  readonly read: (json: unknown) => A | Failed;
}

const realAfter: After = (milliseconds, call) => {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
};

/** Throws a UserError where the line is not one. */
export function openSpeaker<A>(
  line: string,
  { folder, env, after = realAfter, read }: SpeakerOptions<A>,
): Speaker<A> {
  const words = splitWords(line);
  const [program] = words;
  const alive = keepAlive<A>(program, (onEnded) =>
    openSession(program, { words, folder, env, after, read }, onEnded),
  );
  let last = 0;
  return {
    async ask(question, signal) {
      signal.throwIfAborted();
      const session = alive.current();
      if ('status' in session) return session;
      last += 1;
      return session.ask({ id: last, ...question }, signal);
    },
    close: alive.close,
  };
}

const mostRestarts = 3;

/** Opens a session when one is needed, and a new one where it has ended, a few times. */
function keepAlive<A>(program: string, open: (onEnded: (ending: Ending) => Failed) => Session<A>) {
  let session: Session<A> | undefined;
  let hopeless: Failed | undefined;
  let starts = 0;
  const judge = ({ started, how }: Ending): Failed => {
    session = undefined;
    const last = started && starts > mostRestarts;
    const told = last ? `was restarted ${mostRestarts} times, and ${how}` : how;
    const fatal = last || !started;
    const failure = { kind: 'network', retry: !fatal, fatal } as const;
    const failed = { status: 'failed', why: `${program} ${told}`, failure } as const;
    if (fatal) hopeless = failed;
    return failed;
  };
  return {
    current(): Session<A> | Failed {
      if (hopeless) return hopeless;
      if (!session) {
        starts += 1;
        session = open(judge);
      }
      return session;
    },
    close: async () => session?.close(),
  };
}
