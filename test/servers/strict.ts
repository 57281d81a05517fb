// The documentation of a route as data in, a server that takes nothing else out.
import { z } from 'zod';
import { listen, sendJson, type Call, type Listening } from './listen.ts';

/** One route as its documentation describes it. */
export interface Documented {
  readonly path: string;
  /** Headers that must be there, with their values. */
  readonly headers: Readonly<Record<string, string>>;
  /** Strict: an unknown field is an error. */
  readonly body: z.ZodType;
  /** The provider's own error body. */
  readonly error: (message: string) => unknown;
  /** The status for a body that is not as it should be. */
  readonly invalid: number;
  /** The documented answer to a body. */
  readonly answer: (body: never) => unknown;
  readonly answerHeaders?: Readonly<Record<string, string>>;
}

export const key = 'sk-loopback-1234567890';

/** `change` turns the documented answer into another. */
export function serve(
  documented: Documented,
  change: (answer: never) => unknown = (answer) => answer,
): Promise<Listening> {
  return listen((call, response) => {
    const refused = refusalOf(documented, call);
    if (refused) return sendJson(response, refused.status, documented.error(refused.message));
    const answer = documented.answer(JSON.parse(call.text) as never);
    sendJson(response, 200, change(answer as never), documented.answerHeaders);
  });
}

function refusalOf(
  documented: Documented,
  call: Call,
): { status: number; message: string } | undefined {
  if (call.path !== documented.path) return { status: 404, message: `no route ${call.path}` };
  if (call.method !== 'POST') return { status: 405, message: call.method };
  if (call.headers['content-type'] !== 'application/json')
    return { status: 415, message: String(call.headers['content-type']) };
  const missing = Object.entries(documented.headers).find(
    ([name, value]) => call.headers[name] !== value,
  );
  if (missing) return { status: 401, message: `header ${missing[0]}` };
  const parsed = documented.body.safeParse(JSON.parse(call.text));
  return parsed.success
    ? undefined
    : { status: documented.invalid, message: z.prettifyError(parsed.error) };
}

export const bearer = { authorization: `Bearer ${key}` };

/** A number of a range; the wires of several providers share these. */
export const number = (least: number, most: number) => z.number().min(least).max(most).optional();

export const int = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.int().min(least).max(most).optional();

/** Not empty: servers refuse an empty list. */
export const texts = (most = 64) => z.array(z.string().min(1)).min(1).max(most);

export const messages = z
  .array(
    z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string().min(1) }),
  )
  .min(1);

/** The tokens of every documented answer, with two alternatives each. */
export const tokens = [
  { text: ' A', logprob: -0.25, others: [' A', ' The'] },
  { text: ' Good', logprob: -0.5, others: [' Good', ' Bad'] },
  { text: ' Game', logprob: -0.125, others: [' Game', ' Toy'] },
] as const;

export const answerText = tokens.map(({ text }) => text).join('');

/** The alternatives at a place, as many as asked for and there. */
export function topOf({ logprob, others }: (typeof tokens)[number], count: number) {
  return others.slice(0, count).map((text, index) => ({ text, logprob: logprob - index }));
}
