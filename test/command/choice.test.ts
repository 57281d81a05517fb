import { expect, test } from 'vitest';
import { checkCommand } from '../../src/command/check.ts';
import { runCommand } from '../../src/command/run.ts';
import { showCommand } from '../../src/command/show.ts';
import { desk } from './desk.ts';

function taskWith(more: string): string {
  return `
name: colours
template: template.yaml
dataset: things.csv
shots: { select: nearest, count: 2 }
params: { temperature: 0, max_tokens: 1 }
score:
  - choice: { labels: [red, green], by: [acc, acc_norm, calibrated, mutual_info] }
  - exact_match
${more}
`;
}

test('labels are chosen by their likelihood, in several ways', async () => {
  const { see } = desk({ 'task.yaml': taskWith('') });
  expect(await see((host) => runCommand(host, ['task.yaml'], {}))).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "colours · 1 cell × 4 rows = 4 requests · embedded · 0.0ms

    ┌──────────────────┬──────────────────────┬──────────────────────┬──────────────────────┬──────────────────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │           choice/acc │      choice/acc_norm │    choice/calibrated │   choice/mutual_info │          exact_match │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 1.000 [0.510, 1.000] │ 1.000 [0.510, 1.000] │ 1.000 [0.510, 1.000] │ 0.500 [0.150, 0.850] │ 1.000 [0.510, 1.000] │ 4 │      0 │         4 │ 0.0ms │       150 │   4 │
    │ (majority label) │                    – │                    – │                    – │                    – │ 0.500 [0.150, 0.850] │   │        │           │       │           │     │
    │ (nearest copy)   │                    – │                    – │                    – │                    – │ 1.000 [0.510, 1.000] │   │        │           │       │           │     │
    └──────────────────┴──────────────────────┴──────────────────────┴──────────────────────┴──────────────────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘

    warning: 4 rows only: the intervals are wide, and small differences mean nothing
    warning: more than 10 % of the answers in default were cut by max_tokens: raise it, or add a stop string

    saved as 20260102-030405-colours · kshot show prints it again, --failures lists wrong answers
    ",
    }
  `);
  const shown = await see((host) => showCommand(host, undefined, { row: ['t1'] }));
  expect(shown.out).toMatchInlineSnapshot(`
    "t1 · default · choice/acc 1.000 · choice/acc_norm 1.000 · choice/calibrated 1.000 · choice/mutual_info 0.000 · exact_match 1.000
      answer    red
      expected  red
      choice/acc  red -0.324, green -1.345
      choice/acc_norm  red -0.108, green -0.269
      choice/calibrated  red 0.300, green -0.577
      choice/mutual_info  red 26.462, green 36.532
    "
  `);
});

test('a model that tells no likelihoods is refused before anything is sent', async () => {
  const { see } = desk({ 'task.yaml': taskWith('') });
  const run = (set: string[]) => see((host) => runCommand(host, ['task.yaml'], { set }));
  expect((await run(['model=openai:gpt-4.1', 'mode=chat'])).err).toMatchInlineSnapshot(`
    "error[unsupported-param]: openai:gpt-4.1 does not tell how likely a text is to follow a chat
      --> task.yaml:8:5
      |
    8 |   - choice: { labels: [red, green], by: [acc, acc_norm, calibrated, mutual_info] }
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: set params: { logprobs: 20 }, and the first token of the answer decides
    "
  `);
  const told = await run(['model=openai:gpt-4.1', 'mode=chat', 'params.logprobs=20']);
  expect(told.err).toMatchInlineSnapshot(`
    "error[unsupported-param]: openai:gpt-4.1 tells first tokens only, which is not enough for acc_norm
      --> task.yaml:8:5
      |
    8 |   - choice: { labels: [red, green], by: [acc, acc_norm, calibrated, mutual_info] }
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: choose by acc or calibrated
    "
  `);
});

test('check counts the prompts without content that are asked for first tokens', async () => {
  const { see } = desk({ 'task.yaml': taskWith('') });
  const set = [
    'model=openai:gpt-4.1',
    'mode=chat',
    'params.logprobs=20',
    'score.0.choice.by=calibrated',
  ];
  const { out } = await see((host) => checkCommand(host, ['task.yaml'], { set }));
  expect(out).toMatchInlineSnapshot(`
    "colours: ok
      1 cell × 4 rows × 1 trial = 4 requests to openai:gpt-4.1
      about 150 tokens in, at most 4 out
      scorers ask openai:gpt-4.1 up to 12 times: about 438 tokens in, at most 12 out
    "
  `);
});

test('rows need not have the columns of an output that no scorer compares with', async () => {
  const { see } = desk({
    'task.yaml': `
name: questions
template: { input: "Q: {{question}}\\nA:", output: " {{solution}}" }
dataset: questions.jsonl
params: { max_tokens: 1 }
score:
  - choice: { labels: { column: options }, target: "{{right}}" }
`,
    'questions.jsonl': `{"id":"q1","question":"red or green","options":["red","blue"],"right":"0"}
{"id":"q2","question":"up or down","options":["down","left"],"right":"down"}
`,
  });
  const run = await see((host) => runCommand(host, ['task.yaml'], { json: true }));
  const { cells } = JSON.parse(run.out) as {
    cells: { metrics: { choice: { n: number } }; unscored: number }[];
  };
  expect([cells[0]!.metrics.choice.n, cells[0]!.unscored]).toEqual([2, 0]);
  const check = await see((host) => checkCommand(host, ['task.yaml'], {}));
  expect({ exit: check.exit, out: check.out }).toMatchInlineSnapshot(`
    {
      "exit": 0,
      "out": "questions: ok
      1 cell × 2 rows × 1 trial = 2 requests to embedded
      about 16 tokens in, at most 2 out
    ",
    }
  `);
});
