// How the few-shot cases of ../shared/vectors/metrics.json are written as templates and rows, and which cannot be.
import { findStop } from '../../src/embedded/stop.ts';
import { makePool } from '../../src/prompt/pool.ts';
import { assemblePrompt, chatMessages, partText, promptText } from '../../src/prompt/prompt.ts';
import { compileTemplate } from '../../src/prompt/template.ts';
import { normaliseTemplate, templateSchema } from '../../src/task/template-schema.ts';
import { rowOf, type Values } from './rows.ts';

export interface FewShotVector {
  readonly id: string;
  readonly metric: string;
  readonly options: never;
  readonly input: never;
  readonly expected: unknown;
}

interface Turn {
  readonly q: string;
  readonly a: string;
}

interface Fewshot {
  readonly shots: readonly Turn[];
  readonly query: Turn;
}

interface Layout {
  readonly system: string | null;
  readonly description?: string;
  readonly target_delimiter: string;
  readonly fewshot_delimiter: string;
}

/** As a template file would hold it. */
function promptOf(written: object, shots: readonly Values[], query: Values) {
  const compiled = compileTemplate(normaliseTemplate(templateSchema.parse(written)));
  const rows = shots.map((shot, index) => rowOf(shot, `shot ${index}`, index));
  const { examples } = makePool({ rows, file: 'shots.csv' }, compiled);
  return assemblePrompt(compiled, examples, rowOf(query, 'query'));
}

/** The harness puts nothing between description and first shot, so the delimiter of shots ends each output. */
function harnessTemplate({ system, description, ...delimiters }: Layout): object {
  return {
    instruction: `${system ?? ''}${description ?? ''}`,
    input: '{{q}}',
    output: `${delimiters.target_delimiter}{{a}}${delimiters.fewshot_delimiter}`,
    separator: '',
  };
}

type Express = (input: never, options: never) => unknown;

/** The groups of cases, each with the way to express one. */
export const groups: Readonly<Record<string, Express>> = {
  fewshot_prompt: ({ shots, query }: Fewshot, options: Layout) =>
    promptText(promptOf(harnessTemplate(options), shots.map(asValues), asValues(query))),
  fewshot_chat: ({ shots, query }: Fewshot, options: Layout) =>
    chatMessages(promptOf(harnessTemplate(options), shots.map(asValues), asValues(query))),
  qa_turn: (
    turn: { question: string; gen_prefix: string | null; answer: string },
    { target_delimiter }: Layout,
  ) => {
    const { question, gen_prefix, answer } = turn;
    const begins = gen_prefix === null ? '' : target_delimiter + gen_prefix;
    const seam = /\s$/.test(begins) ? '' : target_delimiter;
    const template = { input: `{{q}}${begins}`, output: `${seam}{{a}}` };
    const shot = { q: question, a: answer };
    return partText(promptOf(template, [shot], { q: 'next' }).parts[0]!);
  },
  maybe_delimit: ({ prefix, suffix, delimiter }: Record<string, string | null>) => {
    const input = `{{prefix}}{{#if prefix}}{{#if suffix}}${delimiter}{{/if}}{{/if}}{{suffix}}`;
    const template = { input, output: '{{none}}' };
    return promptText(promptOf(template, [], { prefix: prefix ?? '', suffix: suffix ?? '' }));
  },
  fewshot_prompt_helm: ({ shots, query }: { shots: readonly Values[]; query: Values }) => {
    const template = { input: 'Input: {{input}}\nOutput:', output: ' {{output}}\n' };
    return promptText(promptOf(template, shots, query));
  },
  stop_truncate: ({ text, stop }: { text: string; stop: readonly string[] }) => {
    const at = findStop(text, stop, text.length);
    return at === -1 ? text : text.slice(0, at);
  },
};

function asValues({ q, a }: Turn): Values {
  return { q, a };
}

/** What our format cannot say, and why. */
export const inexpressible: Readonly<Record<string, string>> = {
  'fewshot_chat-003':
    'the query is the last message: there is no beginning of the answer that the model goes on with',
  'fewshot_chat-004':
    'in a chat every shot is two messages: there is no chat of one message that holds all shots',
  'fewshot_chat-005':
    'in a chat every shot is two messages: there is no chat of one message that holds all shots',
  'maybe_delimit-002':
    'a template cannot ask whether a value ends in a blank: its writer decides once for all rows',
  'maybe_delimit-003':
    'a template cannot ask whether a value begins with a blank: its writer decides once for all rows',
  'stop_truncate-004': 'an empty stop string is an error when the task is loaded',
  'stop_truncate-005':
    'thoughts are cut out after the stop, by `extract`: a stop string inside the thoughts ends the answer',
};
