// The ways in which a server can fail a client.
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { listen, sendJson, type Handler, type Listening } from './listen.ts';

const good = {
  choices: [{ index: 0, text: ' A Good Game', logprobs: null, finish_reason: 'stop' }],
};

const json = { 'content-type': 'application/json' };
const page = '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>';

const trickleMs = 20;

const faults = {
  none: (_call, response) => sendJson(response, 200, good),
  hang: () => undefined,
  'reset before headers': (_call, response) => {
    (response.socket as Socket).resetAndDestroy();
  },
  'reset after headers': (_call, response) => {
    response.writeHead(200, { ...json, 'content-length': '1000' });
    response.write('{"choices"', () => (response.socket as Socket).resetAndDestroy());
  },
  'closed before headers': (_call, response) => void response.socket?.end(),
  'cut body': (_call, response) => {
    response.writeHead(200, { ...json, 'content-length': '1000' });
    response.write('{"choices": [{"te', () => response.socket?.end());
  },
  'cut chunks': (_call, response) => {
    response.writeHead(200, json);
    response.write('{"choices": [{"te', () => response.socket?.end());
  },
  'body that stands still': (_call, response) => {
    response.writeHead(200, json);
    response.write('{"choices"');
  },
  trickle: (_call, response) => {
    response.writeHead(200, json);
    const timer = setInterval(() => response.write(' '), trickleMs);
    response.on('close', () => clearInterval(timer));
  },
  'no JSON': (_call, response) => {
    response.writeHead(200, json);
    response.end('{"choices": [{"text": "a"}');
  },
  empty: (_call, response) => {
    response.writeHead(204);
    response.end();
  },
  'page of a proxy': (_call, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(page);
  },
  'page with 502': (_call, response) => {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end(page);
  },
  'not compressed as asked': (_call, response) => {
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' });
    response.end(Buffer.from('1f8b08000000', 'hex'));
  },
  'too large': (_call, response) => {
    response.writeHead(200, json);
    const block = Buffer.alloc(2 ** 20, 32);
    const write = (left: number): void => {
      if (left === 0) response.end('{}');
      else response.write(block, () => write(left - 1));
    };
    write(70);
  },
  'request too large': (_call, response) =>
    sendJson(response, 413, { error: { message: 'Request exceeds the maximum size' } }),
} satisfies Record<string, Handler>;

export type Fault = keyof typeof faults;

export function faulty(fault: Fault): Promise<Listening> {
  return listen(faults[fault]);
}

/** A port where connections are taken and no word is said. */
export async function mute(): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket));
  await listenOn(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

/** A port that nothing listens on: one that was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await listenOn(server);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listenOn(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
