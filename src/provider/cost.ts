// Tokens and a price in, money out: in the currency of the price.
import { errorOf, UserError } from '../base/problem.ts';
import type { Cell } from '../grid/cells.ts';
import { splitModel } from '../plan/request.ts';
import type { Completion } from './completion.ts';
import type { Limits } from './provider.ts';
import type { Registry } from './registry.ts';

export type Price = NonNullable<Limits['price']>;

/** What the models of a run cost; undefined for those without a price. */
export function pricesOf(registry: Registry) {
  return (model: string): Price | undefined =>
    registry.find(splitModel(model).provider)?.limits.price;
}

/** A limit on the cost means nothing where a model has no price. Throws a UserError that names those. */
export function requirePrices(cells: readonly Cell[], registry: Registry): void {
  const priceOf = pricesOf(registry);
  const models = new Set(cells.map(({ settings }) => settings.model));
  const isGiven = (model: string) => registry.find(splitModel(model).provider)?.given;
  const free = [...models].filter((model) => !priceOf(model) && !isGiven(model));
  if (free.length === 0) return;
  const message = `--max-cost: ${free.join(', ')} ${free.length === 1 ? 'has' : 'have'} no price`;
  const help = 'add price: { input: …, output: … } to the provider, for a million tokens';
  throw new UserError([errorOf('bad-option', message, undefined, help)]);
}

/** Prices are for a million tokens. */
export function costOf(
  tokens: { readonly in: number; readonly out: number },
  price: Price,
): number {
  return (tokens.in * price.input + tokens.out * price.output) / 1e6;
}

/** Of an answer whose provider tells no tokens, nothing is known; one from the cache was paid for before. */
export function costOfAnswer(completion: Completion, price: Price | undefined): number {
  if (completion.status === 'failed' || completion.cached || !price) return 0;
  return completion.usage ? costOf(completion.usage, price) : 0;
}
