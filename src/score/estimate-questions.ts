// Scorers, a plan and its rows in, what the scorers would ask of models out: they are let ask, and nobody answers.
import type { Row } from '../dataset/row.ts';
import { countTokens } from '../embedded/model.ts';
import { requestMaker, type Plan } from '../plan/plan.ts';
import { recordKey, type Request } from '../plan/request.ts';
import { promptText } from '../prompt/prompt.ts';
import type { Done } from '../provider/completion.ts';
import type { Tools } from './metric.ts';
import { outputFor } from './references.ts';
import type { ScoreBoard } from './scorers.ts';

/** For all rows, cells and trials; equal questions may come to fewer. */
export interface QuestionEstimate {
  /** `provider:model`. */
  readonly model: string;
  readonly questions: number;
  /** As the embedded model counts them. */
  readonly tokensIn: number;
  /** At most; undefined where that is left to the server. */
  readonly tokensOut: number | undefined;
}

export interface QuestionParts {
  readonly board: ScoreBoard;
  readonly plan: Plan;
  readonly rows: AsyncIterable<Row>;
  /** How many there are. */
  readonly count: number;
  readonly continues: NonNullable<Tools['continues']>;
}

const sampledRows = 50;

/** Takes the other rows to be like the first, and answers to be like the rendered output. */
export async function estimateQuestions(parts: QuestionParts): Promise<QuestionEstimate[]> {
  const { plan, rows, count } = parts;
  const sums = new Map<string, Sum>();
  const requestsOf = requestMaker({ ...plan, trials: 1 });
  let sampled = 0;
  for await (const row of rows) {
    if (sampled === sampledRows) break;
    sampled += 1;
    for (const request of requestsOf([row])) await letAsk(parts, request, sums);
  }
  const all = (count * plan.trials) / Math.max(1, sampled);
  return [...sums].map(([model, { questions, tokensIn, tokensOut }]) => ({
    model,
    questions: Math.round(questions * all),
    tokensIn: tokensIn * all,
    tokensOut: tokensOut === undefined ? undefined : tokensOut * all,
  }));
}

type Sum = Omit<QuestionEstimate, 'model'>;

/** What a scorer may take for an answer, so that it asks on: by its first token, too. */
function saying(text: string): Done {
  const logprobs = [{ token: text.trim(), logprob: -1, top: [] }];
  return { status: 'done', text, finish: 'end', finishRaw: '', latencyMs: 0, logprobs };
}

async function letAsk(
  { board, plan, continues }: QuestionParts,
  request: Request,
  sums: Map<string, Sum>,
): Promise<void> {
  const { row, cell } = request;
  const { template } = cell.settings;
  // What several scores are made of is asked once: a judge and how far it agrees with a human.
  const known = new Set<string>();
  const ask = (question: Request): Promise<Done> => {
    const { model } = question.cell.settings;
    const key = `${model} ${recordKey(question)}`;
    if (!known.has(key)) sums.set(model, plus(sums.get(model), question));
    known.add(key);
    return Promise.resolve(saying(''));
  };
  const answer = saying(outputFor(row, plan.makers[template]!.template) ?? '');
  await board.score(answer, row, { template, request, tools: { ask, continues } });
}

function plus(
  { questions, tokensIn, tokensOut }: Sum = { questions: 0, tokensIn: 0, tokensOut: 0 },
  { prompt, params, continuation }: Request,
): Sum {
  const text = promptText(prompt) + (continuation ?? '');
  const most = continuation === undefined ? params.max_tokens : 0;
  return {
    questions: questions + 1,
    tokensIn: tokensIn + countTokens(text),
    tokensOut: tokensOut === undefined || most === undefined ? undefined : tokensOut + most,
  };
}
