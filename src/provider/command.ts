// `command:./my-model --flag`: a program of the user's own, kept alive, asked and answering in JSON lines.
import type { After } from './command-process.ts';
import { openSpeaker } from './command-speaker.ts';
import { questionOf, readOwnAnswer } from './exchange.ts';
import type { Connection, Provider, Surroundings } from './provider.ts';
import { cutAtStop } from './wire/cut.ts';
import { everyParam } from './wire/wire.ts';

export const command: Provider = {
  modes: ['text', 'chat'],
  example: 'command:./my-model --flag',
  capabilities: () => everyParam,
  extra: true,
  limits: {},
  concurrency: { start: 8 },
  pool: 'command',
  open: async (model, surroundings) => openCommand(model, surroundings),
};

/** The program is started by the first request. */
export function openCommand(
  line: string,
  { folder, env }: Surroundings,
  after?: After,
): Connection {
  const timer = after ? { after } : {};
  const speaker = openSpeaker(line, { folder, env, ...timer, read: readOwnAnswer });
  return {
    transport: async (request, signal) =>
      cutAtStop(await speaker.ask(questionOf(request), signal), request.params.stop),
    close: speaker.close,
  };
}
