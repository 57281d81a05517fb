// Rows in, the scorers that the right answer itself does not satisfy out.
import type { Problem } from '../base/problem.ts';
import type { Location } from '../base/location.ts';
import type { Row } from '../dataset/row.ts';
import type { CompiledTemplate } from '../prompt/template.ts';
import type { Done } from '../provider/completion.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { nobodyAsked } from './asked-metrics.ts';
import type { Score } from './score.ts';
import type { ScoreBoard } from './scorers.ts';

const checkedAtMost = 1000;

/** Scores the rendered output of each row (of the first thousand) as if a model had answered it. `template` is a name. */
export async function checkTargets(
  board: ScoreBoard,
  rows: AsyncIterable<Row>,
  [name, { output }]: readonly [name: string, template: CompiledTemplate],
  at: (metric: number) => Location,
): Promise<Problem[]> {
  const weak = board.metrics.map(() => 0);
  let checked = 0;
  for await (const row of rows) {
    if (checked === checkedAtMost) break;
    checked += 1;
    const answer: Done = {
      status: 'done',
      text: output(row),
      finish: 'end',
      finishRaw: '',
      latencyMs: 0,
    };
    const { scores } = await board.score(answer, row, { template: name });
    for (const [index, score] of scores.entries())
      if (!isFull(score, board.metrics[index]!)) weak[index]! += 1;
  }
  return board.metrics.flatMap((metric, index) => {
    // Its parts are told.
    if (weak[index] === 0 || metric.weights) return [];
    const message = `${metric.name} does not give full marks to the output of the template in ${weak[index]} of ${checked} rows`;
    const help =
      'name the right answer: target: "{{column}}"; or cut it out: extract: { regex: … }';
    return [{ severity: 'warning', code: 'weak-target', message, at: at(index), help }];
  });
}

/** What is scored by how a model answered has nothing to do with the target. */
function isFull(score: Score, { better, range: [least, most] }: MetricInfo): boolean {
  if (score.status === 'unscored' && (score.fine || score.why === nobodyAsked.unscored))
    return true;
  return score.status === 'scored' && score.value === (better === 'higher' ? most : least);
}
