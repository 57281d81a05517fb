// Scorers by the likelihood of labels and the cells in, the models that do not tell likelihoods out.
import { errorOf, type Problem } from '../base/problem.ts';
import type { Location } from '../base/location.ts';
import type { Cell } from '../grid/cells.ts';
import { splitModel } from '../plan/request.ts';
import type { Registry } from '../provider/registry.ts';
import type { ScoreEntry } from '../task/score-entry.ts';
import { expandEntry } from '../task/expand-entry.ts';

/** By their first tokens alone labels can be chosen, with their lengths out of the play. */
const byFirstToken = ['acc', 'calibrated'];

export function checkChoices(
  entries: readonly ScoreEntry[],
  cells: readonly Cell[],
  registry: Registry,
  at: (entry: number) => Location,
): Problem[] {
  // Of answers that were given before each says that it does not tell.
  const silent = cells.filter(({ settings: { model, mode } }) => {
    const provider = registry.find(splitModel(model).provider);
    return provider && !provider.given && !provider.continues?.(mode);
  });
  const mute = silent.find(({ settings: { params } }) => !(params.logprobs! > 0));
  const [byToken] = silent;
  return entries.flatMap((entry, index) => {
    if (entry.metric !== 'choice') return [];
    if (mute) return [tellsNothing(mute, at(index))];
    const ways = expandEntry(entry).flatMap(({ options }) => ('by' in options ? options.by : []));
    const tooMuch = ways.find((way) => !byFirstToken.includes(way));
    return byToken && tooMuch ? [tellsTooLittle(byToken, tooMuch, at(index))] : [];
  });
}

function tellsNothing({ settings }: Cell, at: Location): Problem {
  const message = `${settings.model} does not tell how likely a text is to follow a ${settings.mode === 'chat' ? 'chat' : 'prompt'}`;
  const help = 'set params: { logprobs: 20 }, and the first token of the answer decides';
  return errorOf('unsupported-param', message, at, help);
}

function tellsTooLittle({ settings }: Cell, way: string, at: Location): Problem {
  const message = `${settings.model} tells first tokens only, which is not enough for ${way}`;
  return errorOf('unsupported-param', message, at, `choose by ${byFirstToken.join(' or ')}`);
}
