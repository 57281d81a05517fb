// A request and what its route can carry in, the body out.
import type { Request } from '../../plan/request.ts';
import { chatMessages, promptText } from '../../prompt/prompt.ts';
import { stopList, type ParamName } from '../../task/params.ts';
import { mergeBodies, type Asked, type Body, type Capabilities, type Wire } from './wire.ts';

/** What cannot be carried is left out: whether that is allowed was checked before anything was sent. */
export function bodyMaker(wire: Wire, capabilities: Capabilities): (request: Request) => Body {
  const carriers = Object.entries(capabilities).flatMap(([name, support]) =>
    'field' in support ? [{ name: name as ParamName, ...support }] : [],
  );
  return (request) => {
    const { model, params, continuation } = request;
    if (continuation !== undefined) return likelihoodBody(wire, request, continuation);
    const parts = [wire.prompt(model, askedOf(request))];
    if (wire.fixed) parts.push(wire.fixed);
    for (const { name, field, most } of carriers) {
      const value = params[name];
      if (value !== undefined) parts.push(field(carried(name, value, most) as never));
    }
    if (params.extra) parts.push(params.extra as Body);
    return mergeBodies(...parts);
  };
}

function likelihoodBody(
  wire: Wire,
  { model, prompt, params }: Request,
  continuation: string,
): Body {
  const text = promptText(prompt) + continuation;
  const extra = (params.extra ?? {}) as Body;
  return mergeBodies(wire.prompt(model, { mode: 'text', text }), wire.likelihood!.fields, extra);
}

function askedOf({ mode, prompt }: Request): Asked {
  return mode === 'chat'
    ? { mode, messages: chatMessages(prompt) }
    : { mode, text: promptText(prompt) };
}

/** Stop strings beyond the server's limit are cut on our side. */
function carried(name: string, value: unknown, most: number | undefined): unknown {
  if (name !== 'stop' || most === undefined) return value;
  const stops = stopList(value as string | string[]);
  return stops.length > most ? stops.slice(0, most) : value;
}
