// Scorers of the user's own: a run opens them, and what they are asked goes through its tools.
import type { OptionsOf, ScoreEntry } from '../task/score-entry.ts';
import { compared, type Measure } from './metric.ts';

type Options = OptionsOf<'module'> | OptionsOf<'command'>;

const own = {
  ...compared,
  kind: 'graded',
  about: ({ kind, better }: Options) => ({ kind, better }),
  needsReference: ({ reference }: Options) => reference,
  measure:
    (options: Options): Measure =>
    (answer, references, asked) =>
      asked.tools.own?.score(options, { answer, references, asked }) ?? {
        unscored: 'no scorer of your own is asked here',
        fine: true,
      },
} as const;

export const ownMetrics = { module: own, command: own };

export type OwnEntry = ScoreEntry<'module'> | ScoreEntry<'command'>;

export function isOwn(entry: ScoreEntry): entry is OwnEntry {
  return Object.hasOwn(ownMetrics, entry.metric);
}
