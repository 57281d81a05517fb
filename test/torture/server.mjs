// A server of /v1/completions in a process of its own. It keeps what it received, and with which fault it answered that:
// it is the judge of runs that are killed. Started with { seed, faults, hold } as JSON; talks to its parent in messages.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const { seed, faults, hold } = JSON.parse(process.argv[2]);

/** Of each request { name, fault? }, in the order of arrival. */
const received = [];
const attempts = new Map();
/** Those who wait for so many requests: { count, reply }. */
let waiting = [];
/** Answers that are not given yet: beyond the first `hold` all of them. */
let held = hold === undefined ? undefined : [];

function draw(...parts) {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...parts]))
    .digest();
  return digest.readUInt32BE() / 2 ** 32;
}

const kinds = ['500', '429', 'reset'];

/** The row whose answer is wrong, and the one that is refused, are so at every attempt. */
function faultOf(row, name) {
  const attempt = attempts.get(name) ?? 0;
  attempts.set(name, attempt + 1);
  if (row === 1 || draw('fault', name, attempt) >= faults) return undefined;
  return kinds[Math.floor(kinds.length * draw('kind', name, attempt))];
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

const failing = {
  500: (response) => send(response, 500, { error: { message: 'in trouble' } }),
  429: (response) =>
    send(response, 429, { error: { message: 'slow down' } }, { 'retry-after': '0.02' }),
  reset: (response) => response.socket?.resetAndDestroy(),
};

function answer(row, prompt, response) {
  if (row === 1) return send(response, 400, { error: { message: 'this row is refused' } });
  const text = row === 0 ? ' wrong' : ` answer ${row}`;
  const choices = [{ index: 0, text, logprobs: null, finish_reason: 'stop' }];
  const usage = { prompt_tokens: Math.ceil(prompt.length / 4), completion_tokens: 4 };
  return send(response, 200, { choices, usage });
}

function receive(body, response) {
  const { prompt, temperature, seed: drawn } = JSON.parse(body);
  const row = Number(/Item (\d+):$/.exec(prompt)[1]);
  const name = `r${row} ${temperature} ${drawn}`;
  const fault = faultOf(row, name);
  received.push(fault === undefined ? { name } : { name, fault });
  const reply = () =>
    fault === undefined ? answer(row, prompt, response) : failing[fault](response);
  if (held && received.length > hold) held.push(reply);
  else setTimeout(reply, 1 + 5 * draw('delay', name, received.length));
  waiting = waiting.filter(({ count, reply: tell }) => received.length < count || tell());
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => receive(body, response));
  request.on('error', () => undefined);
});

process.on('message', ({ id, what, count }) => {
  const reply = (value) => void process.send({ id, value });
  if (what === 'received') return reply(received);
  if (what === 'release') {
    for (const late of held ?? []) late();
    held = undefined;
    return reply();
  }
  if (received.length >= count) return reply();
  return waiting.push({ count, reply });
});
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () => process.send({ id: 0, value: server.address().port }));
