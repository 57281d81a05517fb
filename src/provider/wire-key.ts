import { hashParts } from '../base/hash.ts';
import type { Request } from '../plan/request.ts';
import { stopList } from '../task/params.ts';
import type { WireCall } from './provider.ts';

/**
 * sha256 of everything on the wire but keys, of the trial, and of what an answer is cut down to here: not every server takes
 * every stop string, and some give log-probabilities unasked. Requests of equal keys are one question.
 */
export function wireKey(
  { url, headers, body }: WireCall,
  { trial, params }: Pick<Request, 'trial' | 'params'>,
): string {
  const kept = [stopList(params.stop), params.logprobs !== undefined];
  return hashParts(url, JSON.stringify(headers), JSON.stringify([body, kept]), trial);
}
