// A task that is judged, over a server that gives the verdicts.
import { runCommand } from '../../src/command/run.ts';
import { listen, sendJson, type Call } from '../servers/listen.ts';
import { desk } from './desk.ts';
import { realTime } from './online.ts';

/** What the judge says of each thing; a number is the status of a failure. */
type Verdicts = Readonly<Record<string, string | number>>;

const things = `id,thing,colour,human
t1,a tomato,red,yes
t2,a cherry,red,no
t3,grass,green,yes
t4,leaves,green,no
`;

function task(url: string, more = ''): string {
  return `
name: judged
template: { input: "Thing: {{thing}}", output: " {{colour}}", stop: "\\n" }
dataset: things.csv
model: echo
params: { max_tokens: 8 }
score:
  - judge:
      model: referee:strict
      rubric:
        instruction: "Is {{colour}} the colour?"
        input: "{{query}} Answer: {{completion}} Right: {{reference}}"
${more}
providers:
  referee: { wire: openai-chat, base_url: "${url}/v1", concurrency: 1, price: { input: 10, output: 20 } }
`;
}

export async function court(verdicts: Verdicts, more?: string) {
  const calls: Call[] = [];
  const bench: { verdicts: Verdicts } = { verdicts };
  const server = await listen((call, response) => {
    calls.push(call);
    const thing = /Thing: (.*?) Answer/.exec(call.text)![1]!;
    const said = bench.verdicts[thing]!;
    if (typeof said === 'number')
      return sendJson(response, said, { error: { message: 'no verdict today' } });
    const message = { role: 'assistant', content: said };
    const usage = { prompt_tokens: 100, completion_tokens: 2 };
    sendJson(response, 200, { choices: [{ index: 0, message, finish_reason: 'stop' }], usage });
  });
  const own = desk(
    { 'task.yaml': task(server.url, more), 'things.csv': things },
    { ...realTime, clock: () => 0 },
  );
  const path = (name: string) => `${own.folder}/.kshot/runs/${own.list('.kshot/runs')[0]}/${name}`;
  const run = () => own.see((host) => runCommand(host, ['task.yaml'], {}));
  return { ...own, bench, calls, path, run };
}

export const mixed = {
  'a tomato': 'Yes.',
  'a cherry': '**no**',
  grass: 'yes',
  leaves: 'It depends.',
};
