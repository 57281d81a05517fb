// An answer that is no completion in, what is wrong and whether another attempt makes sense out.
import type { Failed, Failure } from '../completion.ts';
import { headerOf, type HttpAnswer } from './headers.ts';
import { waitOf } from './wait.ts';

/** Besides every status from 500 on. */
const retried = [408, 409, 425, 429];

/** Every other request would be answered so, too. */
const fatal = [401, 402, 403, 404, 405];

/** About the account or the model, not about this request: no waiting mends it, and not every server has a status of its own for it. */
const hopeless =
  /insufficient_quota|billing_\w+|spend_?limit|spending limit|credit balance|exceeded your current quota|API_KEY_INVALID|API key not valid|model_not_found|is not a valid model/i;

/** Google says "exceeded your current quota" of every limit, but names the wait where waiting helps. */
const quotaDelay = /"retryDelay":\s*"(\d+(?:\.\d+)?)s"/;

export function failureOf(answer: HttpAnswer, now: number): Failed {
  const { status, text } = answer;
  const waitMs = waitAsked(answer, now);
  const isHopeless =
    status === 402 || (status < 500 && hopeless.test(text) && !quotaDelay.test(text));
  const failure: Failure = {
    kind: 'status',
    http: status,
    retry: !isHopeless && isRetried(answer),
    ...(waitMs === undefined ? {} : { waitMs }),
    fatal: isHopeless || fatal.includes(status) || isRedirect(answer),
  };
  const said = messageOf(text);
  const why = `HTTP ${status}${said === '' ? '' : `: ${said}`}${hintOf(answer)}`;
  return { status: 'failed', why, failure };
}

/** What the server says about it wins over what its status means. */
function isRetried({ status, headers }: HttpAnswer): boolean {
  const said = headerOf(headers, 'x-should-retry');
  if (said === 'true' || said === 'false') return said === 'true';
  return status >= 500 || retried.includes(status);
}

function waitAsked({ status, headers, text }: HttpAnswer, now: number): number | undefined {
  const seconds = status === 429 ? quotaDelay.exec(text)?.[1] : undefined;
  return waitOf(headers, now) ?? (seconds === undefined ? undefined : Number(seconds) * 1000);
}

/** The shapes of OpenAI and its relatives, of Ollama and TGI, of Anthropic and Google; else the beginning of the text. */
function messageOf(text: string): string {
  return errorIn(parse(text)) ?? (isPage(text) ? pageOf(text) : text.trim().slice(0, 200));
}

function errorIn(body: unknown): string | undefined {
  if (!isRecord(body)) return undefined;
  const error = body['error'] ?? body['detail'] ?? body['message'];
  if (typeof error === 'string') return error;
  if (!isRecord(error)) return undefined;
  const words = [error['message'], error['code'], error['type'], error['status']];
  const said = words.filter((word) => typeof word === 'string' && word !== '').slice(0, 2);
  return said.length === 0 ? undefined : said.join(' · ');
}

function isPage(text: string): boolean {
  return /<html|<!doctype/i.test(text);
}

function pageOf(page: string): string {
  const title = /<title>([^<]*)/i.exec(page)?.[1]?.trim() ?? 'without a title';
  return `a web page instead of an answer: ${title}`;
}

function isRedirect({ status }: HttpAnswer): boolean {
  return status >= 300 && status < 400;
}

function hintOf(answer: HttpAnswer): string {
  const target = headerOf(answer.headers, 'location');
  // Following it would hand the key to another host.
  if (isRedirect(answer) && target !== undefined)
    return ` (it redirects to ${target}: if that is right, set it as base_url)`;
  return '';
}

/** A 200 whose body is no JSON: empty, cut, compressed, or the page of a proxy. */
export function bodyFailure({ status, headers, text }: HttpAnswer): Failed {
  const encoding = headerOf(headers, 'content-encoding');
  if (encoding !== undefined && encoding !== 'identity')
    return badBody(status, `the answer is compressed (${encoding}), which was not asked for`);
  if (text.trim() === '') return badBody(status, `the answer is empty (HTTP ${status})`, true);
  if (isPage(text)) return badBody(status, pageOf(text), true);
  return badBody(status, `the answer is not JSON: ${text.trim().slice(0, 200)}`, true);
}

/** Some servers report what went wrong behind them with HTTP 200. */
export function errorInBody(status: number, body: unknown): Failed | undefined {
  const said = isRecord(body) && body['error'] ? errorIn(body) : undefined;
  return said === undefined
    ? undefined
    : badBody(status, `an error in an answer of HTTP ${status}: ${said}`, true);
}

function badBody(http: number, why: string, retry = false): Failed {
  return { status: 'failed', why, failure: { kind: 'body', http, retry, fatal: false } };
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
