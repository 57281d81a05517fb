// An answer and its stop strings in, the answer without them out: not every server cuts, and none cuts at more than it takes.
import { stopList, type Stop } from '../../task/params.ts';
import type { Answer } from './wire.ts';

/** At the earliest occurrence of any. Tokens after it keep their log-probabilities: they were generated and paid for. */
export function cutAtStop(answer: Answer, stop: Stop | undefined): Answer {
  if (answer.status === 'failed') return answer;
  const places = stopList(stop)
    .map((text) => answer.text.indexOf(text))
    .filter((place) => place !== -1);
  if (places.length === 0) return answer;
  return { ...answer, text: answer.text.slice(0, Math.min(...places)), finish: 'stop' };
}
