// `command:./my-model --flag`: a program of the user's own, kept alive, asked and answering in JSON lines.
import type { Request } from '../plan/request.ts';
import { openSession, type Session } from './command-session.ts';
import type { After, Ending } from './command-process.ts';
import { splitWords } from './command-words.ts';
import type { Failed } from './completion.ts';
import { questionOf } from './exchange.ts';
import type { Connection, Provider, Surroundings } from './provider.ts';
import { cutAtStop } from './wire/cut.ts';
import { everyParam, type Answer } from './wire/wire.ts';

export const command: Provider = {
  modes: ['text', 'chat'],
  example: 'command:./my-model --flag',
  capabilities: () => everyParam,
  extra: true,
  limits: {},
  concurrency: { start: 8 },
  pool: 'command',
  open: (model, surroundings) => openCommand(model, surroundings, realAfter),
};

const realAfter: After = (milliseconds, call) => {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
};

/** The program is started by the first request. */
export async function openCommand(
  line: string,
  { folder, env }: Surroundings,
  after: After,
): Promise<Connection> {
  const words = splitWords(line);
  const [program] = words;
  const speaker = keepAlive(program, (onEnded) =>
    openSession(program, { words, folder, env, after }, onEnded),
  );
  let last = 0;
  const ask = async (request: Request, signal: AbortSignal): Promise<Answer> => {
    signal.throwIfAborted();
    const session = speaker.current();
    if ('status' in session) return session;
    last += 1;
    const answer = await session.ask({ id: last, ...questionOf(request) }, signal);
    return cutAtStop(answer, request.params.stop);
  };
  return { transport: ask, close: speaker.close };
}

const mostRestarts = 3;

/** Opens a session when one is needed, and a new one where it has ended, a few times. */
function keepAlive(program: string, open: (onEnded: (ending: Ending) => Failed) => Session) {
  let session: Session | undefined;
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
    current(): Session | Failed {
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
