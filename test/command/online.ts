// A desk with a task over a server on the loopback interface, in real time.
import { setTimeout } from 'node:timers/promises';
import type { Host } from '../../src/command/host.ts';
import { resumeCommand, type ResumeOptions } from '../../src/command/resume.ts';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import type { AnswerLine } from '../../src/schedule/journal-line.ts';
import { readJournal } from '../../src/schedule/read-journal.ts';
import { collect } from '../schedule/fixture.ts';
import { desk } from './desk.ts';

export const key = 'sk-planted-Zq83/+x=Kd"7\\T';

interface Online {
  readonly url: string;
  readonly rows: number;
  /** Lines of YAML under the provider. */
  readonly provider?: string;
  /** Lines of YAML of the task. */
  readonly more?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly world?: Partial<Host>;
}

export const realTime: Partial<Host> = {
  clock: () => performance.now(),
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
};

export function onlineTask({ url, provider = '', more = '' }: Omit<Online, 'rows'>): string {
  return `name: online
template: { input: "Item {{item}}:", output: " {{answer}}", stop: "\\n" }
dataset: rows.csv
model: mine:some-model
params: { temperature: 0, max_tokens: 8 }
score: [exact_match]
${more}
providers:
  mine:
    wire: openai-completions
    base_url: ${url}/v1
    api_key_env: MY_KEY
${provider.replaceAll(/^(?=.)/gm, '    ')}
`;
}

export function rowsCsv(count: number): string {
  const lines = Array.from({ length: count }, (_, row) => `r${row},${row},answer ${row}\n`);
  return `id,item,answer\n${lines.join('')}`;
}

/** Its rows have the answers that `scripted` gives. What is asked for is asked, not taken from the cache. */
export function online({ rows, files = {}, world = {}, ...server }: Online) {
  const env = { MY_KEY: key, ...world.env };
  const written = { 'task.yaml': onlineTask(server), 'rows.csv': rowsCsv(rows), ...files };
  const own = desk(written, { ...realTime, ...world, env });
  const run = (options: RunOptions = {}) =>
    own.see((host) => runCommand(host, ['task.yaml'], { cache: false, ...options }));
  const resume = (options: ResumeOptions = {}, name?: string) =>
    own.see((host) =>
      // Another process: what interrupted the first is over.
      resumeCommand({ ...host, signal: new AbortController().signal }, name, {
        cache: false,
        ...options,
      }),
    );
  const path = (name: string) => `${own.folder}/.kshot/runs/${own.list('.kshot/runs')[0]}/${name}`;
  const answers = async (): Promise<AnswerLine[]> => {
    const lines = await collect(readJournal(path('journal.jsonl')));
    return lines.flatMap((line) => (line.kind === 'answer' ? line : []));
  };
  const outcome = () =>
    JSON.parse(own.read(path('outcome.json').slice(own.folder.length))) as Outcome;
  return { ...own, run, resume, path, answers, outcome };
}
