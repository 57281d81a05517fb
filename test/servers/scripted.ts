// A script in, a server of /v1/completions that follows it out: right answers, and whatever else the script wants.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listen, sendJson, type Call, type Listening } from './listen.ts';

interface Asked {
  /** Of the row: its prompt ends in `Item 7:`. */
  readonly row: number;
  /** How often this row was asked before. */
  readonly attempt: number;
  readonly call: Call;
}

/** Answers itself and returns true, or leaves it to the server. */
export type Script = (asked: Asked, response: ServerResponse) => boolean;

export interface Scripted extends Listening {
  /** The rows, in the order in which they were asked. */
  readonly asked: readonly number[];
}

export async function scripted(script: Script = () => false): Promise<Scripted> {
  const asked: number[] = [];
  const attempts = new Map<number, number>();
  const listening = await listen((call, response) => {
    const { prompt } = JSON.parse(call.text) as { prompt: string };
    const row = Number(/Item (\d+):$/.exec(prompt)?.[1]);
    const attempt = attempts.get(row) ?? 0;
    attempts.set(row, attempt + 1);
    asked.push(row);
    if (!script({ row, attempt, call }, response)) answer(row, response);
  });
  return { ...listening, asked };
}

/** What is right for a row. */
export function answer(row: number, response: ServerResponse): void {
  const choices = [{ index: 0, text: ` answer ${row}\n`, logprobs: null, finish_reason: 'stop' }];
  sendJson(response, 200, { choices, usage: { prompt_tokens: 1000, completion_tokens: 10 } });
}

export function refuse(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  message = 'not now',
): true {
  sendJson(response, status, { error: { message } }, headers);
  return true;
}

const json = { 'content-type': 'application/json' };

/** What a retry mends. */
export const passing = {
  '429 with Retry-After': (response) => refuse(response, 429, { 'retry-after': '0.05' }),
  '429': (response) => refuse(response, 429),
  '500': (response) => refuse(response, 500),
  '503': (response) => refuse(response, 503),
  '529': (response) => refuse(response, 529),
  reset: (response) => {
    (response.socket as Socket).resetAndDestroy();
    return true;
  },
  'cut body': (response) => {
    response.writeHead(200, { ...json, 'content-length': '1000' });
    response.write('{"choices": [{"text": " wr', () => response.socket?.end());
    return true;
  },
  'bad JSON': (response) => {
    response.writeHead(200, json);
    response.end('{"choices": [{"text": " wrong"}');
    return true;
  },
  'no choices': (response) => {
    sendJson(response, 200, { choices: [] });
    return true;
  },
  page: (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!DOCTYPE html><html><title>Bad gateway</title></html>');
    return true;
  },
  hang: () => true,
} satisfies Record<string, (response: ServerResponse) => boolean>;

export type Passing = keyof typeof passing;
