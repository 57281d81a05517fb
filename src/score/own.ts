// Whether a task has scorers of its user's own, and how they come in: loaded only where there are some.
import { UserError, type Problem } from '../base/problem.ts';
import type { Location } from '../base/location.ts';
import type { ScoreEntry } from '../task/score-entry.ts';
import type { Tools } from './metric.ts';
import { isOwn } from './own-metrics.ts';
import type { OwnSurroundings } from './own-scorers.ts';

export interface Own {
  readonly tools: Pick<Tools, 'own'>;
  readonly close: () => Promise<void>;
}

/** Throws a UserError for one that cannot be used. */
export async function openOwn(
  entries: readonly ScoreEntry[],
  surroundings: OwnSurroundings,
): Promise<Own> {
  if (!entries.some(isOwn)) return { tools: {}, close: () => Promise.resolve() };
  const { openOwnScorers } = await import('./own-scorers.ts');
  const { close, ...own } = await openOwnScorers(entries, surroundings);
  return { tools: { own }, close };
}

/** What is wrong with them, as far as it can be known without a question. `folder` is that of the task file. */
export async function checkOwn(
  entries: readonly ScoreEntry[],
  folder: string,
  at: (entry: number) => Location,
): Promise<readonly Problem[]> {
  if (!entries.some(isOwn)) return [];
  const { checkOwnScorers } = await import('./own-scorers.ts');
  try {
    await checkOwnScorers(entries, folder, at);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
}
