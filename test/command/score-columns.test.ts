import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { runCommand } from '../../src/command/run.ts';
import { showCommand } from '../../src/command/show.ts';
import { right, scoring } from './scoring.ts';

test('a column trial tells them apart, whatever its numbers', async () => {
  const text = 'id,trial,output\nt1,7,red\nt1,9,green\nt2,7,red\nt2,9,red\nt3,9,green\n';
  const { score, outcome } = scoring('answers.csv', text, { set: ['trials=5'] });
  const { err } = await score();
  expect(err).toMatchInlineSnapshot(`
    "warning[no-output]: 2 rows have fewer than 2 outputs in ./answers.csv: t3, t4
      = help: what is missing counts as failed; an empty answer is one that is there

    "
  `);
  const { trials, cells } = outcome();
  expect([trials, cells[0]!.answers, cells[0]!.failed]).toEqual([2, 5, 3]);
});

test('more trials than there are cannot be drawn', async () => {
  const set = ['trials=3', 'score=[{ exact_match: { trials: { pass_at: 3 } } }]'];
  const { score } = scoring('answers.csv', right, { set });
  const { exit, err } = await score();
  expect(exit).toBe(2);
  expect(err).toMatchInlineSnapshot(`
    "error[out-of-range]: pass_at is 3, but a row has 1 trial
      --> --set:1:44
      |
    1 | score=[{ exact_match: { trials: { pass_at: 3 } } }]
      |                                            ^
      = help: the outputs have no more: tell repetitions apart by a column trial
    "
  `);
});

const grid = `id,model,temperature,prediction
t1,gpt,0,red
t2,gpt,0,red
t3,gpt,0,green
t4,gpt,0,green
t1,gpt,0.5,green
t2,gpt,0.5,green
t3,gpt,0.5,red
t4,gpt,0.5,red
t1,claude,,red
t2,claude,,red
t3,claude,,red
t4,claude,,red
`;

test('columns that are named like axes make cells', async () => {
  const { score, outcome } = scoring('answers.csv', grid, { column: 'prediction' });
  const { err } = await score();
  expect(err).toBe('');
  expect(
    outcome().cells.map(({ name, axes, metrics }) => [name, axes, metrics['exact_match']]),
  ).toMatchObject([
    ['model=gpt t=0', { model: 'gpt', temperature: 0 }, { mean: 1 }],
    ['model=gpt t=0.5', { model: 'gpt', temperature: 0.5 }, { mean: 0 }],
    ['model=claude t=–', { model: 'claude' }, { mean: 0.5 }],
  ]);
});

test('one of the cells can be scored alone', async () => {
  const { score, outcome } = scoring('answers.csv', `${grid}t1,other,1,red\n`, {
    column: 'prediction',
  });
  const { err } = await score({ cell: 'model=claude t=–' });
  expect(err).toBe('');
  expect(outcome().cells).toMatchObject([{ answers: 4, metrics: { exact_match: { mean: 0.5 } } }]);
});

test('the cells are those that a run of the same grid has', async () => {
  const { score, see, outcome } = scoring(
    'answers.csv',
    'id,shots.count,output\nt1,1,red\nt2,1,red\nt3,1,red\nt4,1,red\nt1,0,red\n',
  );
  await see((host) => runCommand(host, ['task.yaml'], { set: ['grid.shots.count=[0, 1]'] }));
  await see((host) => acceptCommand(host, undefined));
  await score({ set: ['gate.exact_match={ max_drop: 0.01, cells: { shots.count: 1 } }'] });
  const { cells, baseline } = outcome();
  expect(cells.map(({ name }) => name)).toEqual(['k=1', 'k=0']);
  expect(baseline!.comparisons).toMatchObject([{ cell: 'k=1', compared: { n: 4, regressed: 2 } }]);
});

test('a column that the data set has, too, is no axis', async () => {
  const own = scoring('answers.csv', 'id,model,output\nt1,a,red\nt2,b,red\nt3,c,green\n', {
    set: ['dataset=phones.csv'],
  });
  writeFileSync(
    join(own.folder, 'phones.csv'),
    'id,thing,colour,model\nt1,tomato,red,a\nt2,cherry,red,b\nt3,grass,green,c\n',
  );
  await own.score();
  expect(own.outcome().cells.map(({ name, n }) => [name, n])).toEqual([['answers', 3]]);
});

test('what an output says of itself is counted; what it does not say is not made up', async () => {
  const text = `id,output,finish,latency_ms,tokens_in,tokens_out
t1,red,stop,120,30,1
t2,red,max_tokens,80.5,30,4
t3,green,,,,
t4,green,weird,90,30,1
`;
  const set = ['score=[exact_match, finish, latency, cost]'];
  const { score, outcome, see } = scoring('answers.csv', text, { set });
  await score();
  const { truncated, latency, tokens, unscored } = outcome().cells[0]!;
  expect({ truncated, latency, tokens, unscored }).toMatchInlineSnapshot(`
    {
      "latency": {
        "p50": 90,
        "p95": 117,
      },
      "tokens": {
        "in": 90,
        "out": 6,
      },
      "truncated": 1,
      "unscored": 4,
    }
  `);
  const { out } = await see((host) => showCommand(host, undefined, { failures: true }));
  expect(out).toMatchInlineSnapshot(`
    "t1 · answers · exact_match 1.000 · finish 1.000 · latency 0.120 · cost: outputs:answers.csv has no price
      answer    red
      expected  red
    t2 · answers · exact_match 1.000 · finish 0.000 · latency 0.081 · cost: outputs:answers.csv has no price
      answer    red
      expected  red
    t3 · answers · exact_match 1.000 · finish: the provider does not say why the answer ended; latency: nobody has timed the answer; cost: outputs:answers.csv has no price
      answer    green
      expected  green
    t4 · answers · exact_match 1.000 · latency 0.090 · finish: the provider does not say why the answer ended; cost: outputs:answers.csv has no price
      answer    green
      expected  green

    4 of 4 answers went wrong
      2 × cost: outputs:answers.csv has no price
      1 × finish: the provider does not say why the answer ended; latency: nobody has timed the answer; cost: outputs:answers.csv has no price
      1 × finish: the provider does not say why the answer ended; cost: outputs:answers.csv has no price
    "
  `);
  const bare = scoring('answers.csv', right);
  await bare.score();
  expect(bare.outcome().cells[0]).not.toHaveProperty('latency');
});

test('a null is no output, and a mapping is refused', async () => {
  const line = (id: string, output: unknown) => `${JSON.stringify({ id, output })}\n`;
  const { score, outcome } = scoring('answers.jsonl', line('t1', null) + line('t2', 'red'));
  await score();
  expect(outcome().cells[0]).toMatchObject({ answers: 1, failed: 3 });
  const odd = scoring('answers.jsonl', line('t1', { colour: 'red' }) + line('t2', 7));
  expect((await odd.score()).err).toMatchInlineSnapshot(`
    "error[wrong-type]: output must be a text
      --> ./answers.jsonl:1:12
      |
    1 | {"id":"t1","output":{"colour":"red"}}
      |            ^^^^^^^^
    "
  `);
});

test('values that cannot be read are told together', async () => {
  const text = `id,output,temperature,latency_ms,trial
t1,red,hot,fast,first
,red,0,-1,1.5
`;
  const { score } = scoring('answers.csv', text);
  expect((await score()).err).toMatchInlineSnapshot(`
    "error[wrong-type]: temperature is "hot", but must be a value that temperature may have
      --> ./answers.csv:2:8
      |
    2 | t1,red,hot,fast,first
      |        ^^^

    error[wrong-type]: trial is "first", but must be a whole number of at least 0
      --> ./answers.csv:2:17
      |
    2 | t1,red,hot,fast,first
      |                 ^^^^^

    error[wrong-type]: latency_ms is "fast", but must be a number of at least 0
      --> ./answers.csv:2:12
      |
    2 | t1,red,hot,fast,first
      |            ^^^^

    error[wrong-type]: id is "", but must be the key of a row
      --> ./answers.csv:3:1
      |
    3 | ,red,0,-1,1.5
      | ^

    error[wrong-type]: trial is "1.5", but must be a whole number of at least 0
      --> ./answers.csv:3:11
      |
    3 | ,red,0,-1,1.5
      |           ^^^

    error[wrong-type]: latency_ms is "-1", but must be a number of at least 0
      --> ./answers.csv:3:8
      |
    3 | ,red,0,-1,1.5
      |        ^^
    "
  `);
});

test('a column that is not there is told with those that are', async () => {
  const { score } = scoring('answers.csv', 'id,answer\nt1,red\n');
  expect((await score()).err).toMatchInlineSnapshot(`
    "error[unknown-column]: ./answers.csv has no column "output"
      = help: it has id, answer (--column NAME says where the answers are)
    "
  `);
  expect((await score({ column: 'anwser' })).err).toMatchInlineSnapshot(`
    "error[unknown-column]: ./answers.csv has no column "anwser"
      = help: did you mean "answer"? (--column NAME says where the answers are)
    "
  `);
  expect((await score({ outputs: 'answer.csv' })).err).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file ./answer.csv
      = help: did you mean "answers.csv"?
    "
  `);
});

test('what a scorer would need the model for it does without, and says so', async () => {
  const set = ['score=[exact_match, { choice: { labels: [red, green] } }]'];
  const { score, see } = scoring('answers.csv', right, { set });
  expect((await score()).exit).toBe(0);
  const { out } = await see((host) => showCommand(host, undefined, { row: ['t1'] }));
  expect(out).toMatchInlineSnapshot(`
    "t1 · answers · exact_match 1.000 · choice: the answer has no log-probabilities
      answer    red
      expected  red
    "
  `);
});
