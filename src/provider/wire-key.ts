import { hashParts } from '../base/hash.ts';
import type { WireCall } from './provider.ts';

/** sha256 of everything on the wire but keys, and of the trial: requests of equal keys are one question. */
export function wireKey({ url, headers, body }: WireCall, trial: number): string {
  return hashParts(url, JSON.stringify(headers), JSON.stringify(body), trial);
}
