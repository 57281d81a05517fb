// What scorers asked of models in, a line for each model out.
import { plural, showCount } from './numbers.ts';
import type { Outcome, QuestionOutcome } from './outcome.ts';

export function questionLines({ questions = [] }: Pick<Outcome, 'questions'>): string[] {
  return questions.map(questionLine);
}

function questionLine(asked: QuestionOutcome): string {
  const { model, answers, failed, cached = 0, tokens, cost } = asked;
  const counts = [
    plural(answers, 'answer'),
    ...(cached > 0 ? [`${showCount(cached)} from cache`] : []),
    ...(failed > 0 ? [`${showCount(failed)} failed`] : []),
    `${showCount(tokens.in)} tokens in`,
    `${showCount(tokens.out)} out`,
    ...(cost === undefined ? [] : [`cost ${cost.toFixed(4)}`]),
  ];
  return `scorers asked ${model}: ${counts.join(', ')}`;
}
