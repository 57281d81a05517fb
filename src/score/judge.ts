// A model that scores: a rubric and an answer make a question, and the verdict has its worth.
import { cutText } from '../base/cut-text.ts';
import type { Row } from '../dataset/row.ts';
import type { Cell } from '../grid/cells.ts';
import { splitModel, type Request } from '../plan/request.ts';
import type { Prompt } from '../prompt/prompt.ts';
import { compileText } from '../prompt/template.ts';
import { readVariables } from '../prompt/variables.ts';
import type { Params } from '../task/params.ts';
import { knownRubric, type Rubric } from '../task/rubrics.ts';
import { rubricOf } from '../task/expand-entry.ts';
import { type OptionsOf } from '../task/score-entry.ts';
import { alone, type Asked, type Measure, type Measured } from './metric.ts';
import { verdictOf } from './verdict-of.ts';

type Options = OptionsOf<'judge'>;

/** What a rubric may say besides columns; a column of such a name is hidden by it. */
export const judgeWords = ['query', 'completion', 'reference'] as const;

export const judge = {
  ...alone,
  kind: 'graded',
  about: (options: Options) => ({ kind: kindOf(options) }),
  needsReference: ({ rubric }: Options) => {
    // Of a task that is refused anyway there may be no rubric.
    const known = knownRubric(rubric);
    return known !== undefined && mentions(known, 'reference');
  },
  measure(options: Options): Measure {
    const questionOf = makeQuestion(options);
    const read = options.agreement ? agreementOf(options) : scoreOf(options);
    return (answer, references, asked) => {
      const { ask } = asked.tools;
      const { request } = asked;
      if (!ask || !request) return { unscored: 'no judge is asked here', fine: true };
      const question = questionOf(request, { answer, references, asked });
      return ask(question, request).then((completion) =>
        completion.status === 'done'
          ? read(completion.text, asked.row)
          : { unscored: `the judge failed: ${completion.why}`, again: true },
      );
    };
  },
} as const;

function kindOf(options: Options): 'binary' | 'graded' {
  if (options.agreement) return 'binary';
  const worths = Object.values(rubricOf({ options }).choices);
  return worths.every((worth) => worth === 0 || worth === 1) ? 'binary' : 'graded';
}

function mentions({ instruction = '', input }: Rubric, word: string): boolean {
  return [instruction, input].some((text) =>
    readVariables(text).mentions.some(({ column }) => column === word),
  );
}

const noteLength = 500;

function scoreOf(options: Options) {
  const { choices } = rubricOf({ options });
  return (text: string): Measured => {
    const verdict = readVerdict(text, choices);
    if (typeof verdict !== 'string') return verdict;
    const said = text.trim();
    const value = choices[verdict]!;
    return said.length > verdict.length + 1
      ? { value, note: cutText(said, noteLength) }
      : { value, note: verdict };
  };
}

/** Whether judge and human say the same, and the codes of both. */
function agreementOf(options: Options) {
  const { choices } = rubricOf({ options });
  const names = Object.keys(choices);
  const column = options.human!;
  return (text: string, { values }: Row): Measured => {
    const verdict = readVerdict(text, choices);
    if (typeof verdict !== 'string') return verdict;
    const said = values[column];
    const human = typeof said === 'string' ? verdictOf(said, names) : undefined;
    if (human === undefined)
      return { unscored: `the column ${column} has ${JSON.stringify(said)}, which is no choice` };
    const counts = [names.indexOf(human), names.indexOf(verdict)];
    return { value: Number(human === verdict), counts };
  };
}

function readVerdict(text: string, choices: Rubric['choices']): string | { unscored: string } {
  const names = Object.keys(choices);
  const said = JSON.stringify(cutText(text.trim(), 100));
  return (
    verdictOf(text, names) ?? {
      unscored: `the judge answered none of ${names.join(', ')}: ${said}`,
    }
  );
}

interface Answered {
  readonly answer: string;
  readonly references: readonly string[];
  readonly asked: Asked;
}

const usual: Params = { temperature: 0, max_tokens: 512 };

/** The settings of the judge in the place of those of the cell. */
export function judgeCell<C extends Pick<Cell, 'settings'>>(cell: C, options: Options): C {
  const { model, mode, params } = options;
  const settings = { ...cell.settings, model, mode, params: { ...usual, ...params } };
  return { ...cell, settings };
}

/** Equal questions are one, whichever cell or trial they are asked for. */
function makeQuestion(options: Options) {
  const { instruction, input } = rubricOf({ options });
  const tell = instruction === undefined ? () => '' : compileText(instruction);
  const put = compileText(input);
  return (request: Request, { answer, references, asked }: Answered): Request => {
    const { row, template } = asked;
    const own = {
      query: template.input(row),
      completion: answer,
      reference: references.join('\n'),
    };
    const told = { ...row, values: { ...row.values, ...own } };
    const cell = judgeCell(request.cell, options);
    const { mode, params } = cell.settings;
    const { model, provider } = splitModel(options.model);
    return {
      cell,
      row,
      trial: 0,
      provider,
      model,
      mode,
      params,
      prompt: promptOf(tell(told), put(told)),
    };
  };
}

function promptOf(instruction: string, query: string): Prompt {
  const asked = { kind: 'query', text: query } as const;
  if (instruction === '') return { parts: [asked], shots: [] };
  const separator = { kind: 'separator', text: '\n\n' } as const;
  return { parts: [{ kind: 'instruction', text: instruction }, separator, asked], shots: [] };
}
