// `--shard 2/4` in, which requests belong to it out.
import { hashParts } from '../base/hash.ts';
import { errorOf, UserError } from '../base/problem.ts';
import type { Cell } from '../grid/cells.ts';
import type { Row } from '../dataset/row.ts';

/** Part `index` of `of`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Throws a UserError for what is no `i/n`. */
export function readShard(text: string): Shard {
  const [, index, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of };
  const help = 'for instance --shard 1/4, --shard 2/4, --shard 3/4 and --shard 4/4';
  throw new UserError([
    errorOf('bad-option', `--shard takes a part of a whole, not "${text}"`, undefined, help),
  ]);
}

/** By a hash of row and cell, so that every shard has some rows of every cell; the trials of a row stay together. */
export function inShard({ index, of }: Shard, { key }: Row, { id }: Cell): boolean {
  return Number.parseInt(hashParts(key, id).slice(0, 12), 16) % of === index - 1;
}
