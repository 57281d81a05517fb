// The scorers of the user's own in, opened: functions are imported, programs started by the first question.
import { resolve } from 'node:path';
import { reasonOf } from '../base/reason-of.ts';
import type { Location } from '../base/location.ts';
import type { Row } from '../dataset/row.ts';
import { openSpeaker } from '../provider/command-speaker.ts';
import { importFunction } from '../provider/import-function.ts';
import { untilAborted } from '../provider/until-aborted.ts';
import type { OptionsOf, ScoreEntry } from '../task/score-entry.ts';
import { Interrupted } from './interrupted.ts';
import type { Measured, OwnQuestion, OwnScorers } from './metric.ts';
import { isOwn, type OwnEntry } from './own-metrics.ts';
import { readOwnScore } from './own-answer.ts';

/** What a scorer of the user's own is asked. */
export interface ScoreQuestion {
  /** The answer of the model, trimmed, after `extract`. */
  readonly completion: string;
  /** The right answers: any is right. None where the scorer says `reference: false`. */
  readonly references: readonly string[];
  /** The columns of the row, and its key. */
  readonly row: Row['values'];
  readonly key: string;
  /** As the task has them. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Who answered; absent for reference lines. */
  readonly model?: string;
}

/** A score, or why there is none. True is 1, false 0. */
export type ScoreAnswer =
  | number
  | boolean
  | { readonly score: number | boolean; readonly note?: string }
  | { readonly unscored: string };

/** A module that `score: [module:./file]` can name. A throw leaves the answer unscored. */
export interface ScoreModule {
  readonly score: (question: ScoreQuestion) => ScoreAnswer | Promise<ScoreAnswer>;
}

export interface OwnSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths start. */
  readonly folder: string;
  /** Aborted: nobody waits for a score any more. */
  readonly signal: AbortSignal;
}

type Ask = (question: ScoreQuestion) => Promise<Measured>;

export async function openOwnScorers(
  entries: readonly ScoreEntry[],
  surroundings: OwnSurroundings,
): Promise<OwnScorers & { readonly close: () => Promise<void> }> {
  const asks = new Map<object, Ask>();
  const closes: (() => Promise<void>)[] = [];
  for (const entry of entries.filter(isOwn)) {
    const { ask, close } = await openOne(entry, surroundings);
    asks.set(entry.options, ask);
    if (close) closes.push(close);
  }
  return {
    score: (options, question) => asks.get(options)!(tell(options, question)),
    close: async () => void (await Promise.all(closes.map((close) => close()))),
  };
}

/** Throws a UserError for a module that cannot be used. */
export async function checkOwnScorers(
  entries: readonly ScoreEntry[],
  folder: string,
  at: (index: number) => Location,
): Promise<void> {
  for (const [index, entry] of entries.entries())
    if (entry.metric === 'module') await importScore(entry, folder, at(index));
}

interface Opened {
  readonly ask: Ask;
  readonly close?: () => Promise<void>;
}

async function openOne(entry: OwnEntry, surroundings: OwnSurroundings): Promise<Opened> {
  const { signal, folder } = surroundings;
  const opened =
    entry.metric === 'module'
      ? askModule(entry, await importScore(entry, folder), signal)
      : askCommand(entry, surroundings);
  const ended = (error: unknown): never => {
    throw signal.aborted ? new Interrupted() : new Error(reasonOf(error));
  };
  return { ...opened, ask: (question) => opened.ask(question).catch(ended) };
}

function askModule(
  { options }: ScoreEntry<'module'>,
  score: ScoreModule['score'],
  signal: AbortSignal,
): Opened {
  const call = async (question: ScoreQuestion) => score(question);
  return {
    ask: async (question) => readOwnScore(await untilAborted(call(question), signal), options),
  };
}

function askCommand(
  { options }: ScoreEntry<'command'>,
  { env, folder, signal }: OwnSurroundings,
): Opened {
  const read = (json: unknown) => ({ gave: json });
  const speaker = openSpeaker(options.run, { folder, env, read });
  return {
    async ask(question) {
      const told = await speaker.ask(question, signal);
      if ('gave' in told) return readOwnScore(told.gave, options);
      const { why, failure } = told;
      return failure?.kind === 'status' ? { unscored: why } : { unscored: why, again: true };
    },
    close: speaker.close,
  };
}

function importScore({ options: { path } }: ScoreEntry<'module'>, folder: string, at?: Location) {
  return importFunction<ScoreModule['score']>(resolve(folder, path), {
    shown: path,
    name: 'score',
    example: 'export function score({ completion, references, row }) …',
    code: 'unknown-metric',
    at,
  });
}

function tell(options: object, { answer, references, asked }: OwnQuestion): ScoreQuestion {
  const { row, model } = asked;
  const { options: own = {} } = options as OptionsOf<'module'>;
  return {
    completion: answer,
    references,
    row: row.values,
    key: row.key,
    options: own,
    ...(model === undefined ? {} : { model }),
  };
}
