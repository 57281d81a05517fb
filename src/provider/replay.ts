// `replay:file.jsonl`: answers from a recording, whichever model made it.
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorOf, type Problem } from '../base/problem.ts';
import { displayPath } from '../dataset/display-path.ts';
import { lineProblem, placeInLine } from '../dataset/json-line-problem.ts';
import { parseJsonLine } from '../dataset/json-value.ts';
import { lineCutter, type Line } from '../dataset/line-cutter.ts';
import { openDataset } from '../dataset/open.ts';
import { problemList } from '../dataset/problems.ts';
import { recordKey } from '../plan/request.ts';
import type { Failed } from './completion.ts';
import { parse } from './http/failure.ts';
import type { Connection, Provider, Surroundings } from './provider.ts';
import { readRecord } from './record.ts';
import { cutAtStop } from './wire/cut.ts';
import { everyParam } from './wire/wire.ts';

export const replay: Provider = {
  modes: ['text', 'chat'],
  example: 'replay:recording.jsonl',
  capabilities: () => everyParam,
  extra: true,
  limits: {},
  concurrency: { start: 16, fixed: true },
  pool: 'replay',
  open: openReplay,
};

/** Where the line of a key stands, in bytes. */
interface Place {
  readonly start: number;
  readonly length: number;
}

async function openReplay(model: string, { folder }: Surroundings): Promise<Connection> {
  const path = resolve(folder, model);
  const places = await indexRecording(path);
  const file = await open(path);
  return {
    transport: async (request, signal) => {
      signal.throwIfAborted();
      const key = recordKey(request);
      const place = places.get(key);
      if (!place) return failed('not in the recording: the prompt or a parameter is another');
      const { start, length } = place;
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
      const record = readRecord(parse(buffer.toString('utf8')));
      if (record.key !== key) return failed('the recording was written to while it was read');
      return cutAtStop(record.answer, request.params.stop);
    },
    close: () => file.close(),
  };
}

function failed(why: string): Failed {
  return { status: 'failed', why, failure: { kind: 'status', retry: false, fatal: false } };
}

/** Of two lines with one key the later holds. Throws a UserError with every line that is no record. */
async function indexRecording(path: string): Promise<ReadonlyMap<string, Place>> {
  const file = displayPath(path);
  const places = new Map<string, Place>();
  const problems = problemList();
  const cutter = lineCutter();
  let start = 0;
  const take = ({ line, raw }: Line): void => {
    const text = raw.toString('utf8').trimEnd();
    const record = readRecord(parse(text));
    if (record.answer.status === 'done') places.set(record.key, { start, length: raw.length });
    else if (text !== '') {
      const { why } = record.answer;
      problems.report(() => problemOf({ file, line, raw, text }, why));
    }
    start += raw.length;
  };
  for await (const bytes of await openDataset(path, undefined))
    cutter.push(Buffer.from(bytes)).forEach(take);
  take(cutter.rest());
  problems.refuse();
  return places;
}

function problemOf(line: Parameters<typeof placeInLine>[0], why: string): Problem {
  const json = parseJsonLine(line.text);
  if (json.state !== 'object') {
    const problem = lineProblem(line, json);
    return { ...problem, help: 'take the line out, or record again' };
  }
  const at = placeInLine(line, { start: 0, end: line.text.length });
  const help = 'kshot run --record FILE makes a recording';
  return errorOf('json-syntax', `not a line of a recording: ${why}`, at, help);
}
