import { expect, test } from 'vitest';
import { taskFolder, taskText } from './task-folder.ts';

const { problems, write } = taskFolder();

/** The first line of each problem, and its mend. */
async function told(text: string): Promise<string[]> {
  const lines = (await problems(text)).split('\n');
  return lines
    .filter((line) => /^(?:error|warning|hint)\[|= help: /.test(line))
    .map((line) => line.trim());
}

test('a scorer is checked with its options', async () => {
  const text = taskText().replace(
    '[exact_match]',
    '[rogue_l, { rouge_l: { stemm: true } }, { regex: {} }, regex, { f1: }, { f1: {}, levenshtein: {} }, { exact_match: { normalize: squod } }, { f1: { as: 2nd } }]',
  );
  expect(await told(text)).toMatchInlineSnapshot(`
    [
      "error[out-of-range]: score.0 is the text "rogue_l", but must be one of exact_match, includes, regex, one_of, numeric, json, length, finish, numeric_diff, f1, rouge_1, rouge_2, rouge_l, rouge_lsum, bleu, chrf, ter, levenshtein, cer, latency, cost, choice, judge, module, command, accuracy, f1_macro, f1_micro, f1_weighted, mcc, corpus_bleu, corpus_chrf, corpus_ter",
      "= help: did you mean "rouge_l"?",
      "error[unknown-key]: unknown key "stemm"",
      "= help: did you mean "stem"?",
      "error[missing-key]: missing key "value" in score.2.regex",
      "= help: A JavaScript regular expression, looked for anywhere in the answer.",
      "error[wrong-type]: score.3 needs a value: write regex: { value: "..." }",
      "error[wrong-type]: score.4.f1 is empty, but must be a mapping",
      "= help: without options leave out the colon",
      "error[wrong-type]: score.5 must be exactly one scorer of exact_match, includes, regex, one_of, numeric, json, length, finish, numeric_diff, f1, rouge_1, rouge_2, rouge_l, rouge_lsum, bleu, chrf, ter, levenshtein, cer, latency, cost, choice, judge, module, command, accuracy, f1_macro, f1_micro, f1_weighted, mcc, corpus_bleu, corpus_chrf, corpus_ter",
      "error[out-of-range]: score.6.exact_match.normalize is the text "squod", but must be one of none, squad",
      "= help: did you mean "squad"?",
      "error[out-of-range]: score.7.f1.as is the text "2nd", which is not of the form /^[A-Za-z_][\\w-]*$/",
      "= help: The name of this score in tables and gates: letters, digits, _ and -. Default: the scorer.",
    ]
  `);
});

test('the cells of a gate are words or axes', async () => {
  expect(await told(taskText('gate: { exact_match: { min: 0, cells: evry } }')))
    .toMatchInlineSnapshot(`
    [
      "error[out-of-range]: gate.exact_match.cells is the text "evry", but must be one of every, best",
      "= help: did you mean "every"?",
    ]
  `);
  expect(await told(taskText('gate: { exact_match: { min: 0, cells: { shots.cout: 1 } } }')))
    .toMatchInlineSnapshot(`
    [
      "error[unknown-key]: unknown key "shots.cout"",
      "= help: did you mean "shots.count"?",
    ]
  `);
  expect(await told(taskText('gate: { exact_match: { min: 0, cells: { temperature: [0] } } }')))
    .toMatchInlineSnapshot(`
    [
      "error[wrong-type]: gate.exact_match.cells.temperature is a list, but must be a number",
    ]
  `);
});

test('a long text is cut in a message', async () => {
  const [message] = await told(taskText(`mode: ${'x'.repeat(300)}`));
  expect(message).toBe(
    `error[out-of-range]: mode is the text "${'x'.repeat(78)}…, but must be one of text, chat`,
  );
});

test('a delimiter in single quotes is not a tab', async () => {
  const text = taskText().replace('rows.csv', "{ path: rows.csv, delimiter: '\\t' }");
  expect(await told(text)).toMatchInlineSnapshot(`
    [
      "error[out-of-range]: dataset.delimiter is the text "\\\\t", but must be at most 1 character long",
      "= help: write it in double quotes: "\\t"",
    ]
  `);
});

test('everything that is wrong with the files is told at once, the task first, each in file order', async () => {
  write('bad.yaml', "instrction: x\ninput: 'Q: {{q}} '\noutput: 1\nstop: '\\n'\n");
  const text = [
    'modl: x',
    "params: { temperature: 9, stop: '\\n' }",
    'gate: { f2: { min: 1 }, error_rate: {} }',
    'grid: { top_p: { from: 0, to: 1, step: -1 }, top_k: [a], stop: [[x, "\\n", \'\\t\']] }',
    'shots: {}',
  ].join('\n');
  const seen = await problems(taskText(text), ['template=bad.yaml', 'trials=0']);
  await expect(`${seen}\n`).toMatchFileSnapshot('all-problems.txt');
});

test('what is misspelt is not also missed: its consequences are not told', async () => {
  expect(await told(taskText('shots: { cout: 4 }'))).toMatchInlineSnapshot(`
    [
      "error[unknown-key]: unknown key "cout"",
      "= help: did you mean "count"?",
    ]
  `);
  expect(await told(taskText('shts: 4\ngrid: { shots.seed: [1] }'))).toMatchInlineSnapshot(`
    [
      "error[unknown-key]: unknown key "shts"",
      "= help: did you mean "shots"?",
    ]
  `);
  const text = taskText('gate: { em: { min: 1 } }').replace(
    'exact_match',
    '{ exact_match: { az: em } }',
  );
  expect(await told(text)).toMatchInlineSnapshot(`
    [
      "error[unknown-key]: unknown key "az"",
      "= help: did you mean "as"?",
    ]
  `);
  expect(await told(taskText('gate: { exact_match: { mn: 1 } }'))).toMatchInlineSnapshot(`
    [
      "error[unknown-key]: unknown key "mn"",
      "= help: did you mean "min"?",
    ]
  `);
});
