// Cells and the environment in, the keys that are not there out.
import { errorOf, refuseErrors } from '../base/problem.ts';
import type { Cell } from '../grid/cells.ts';
import { splitModel } from '../plan/request.ts';
import { keyOf } from './api-key.ts';
import type { Provider, Surroundings } from './provider.ts';
import type { Registry } from './registry.ts';

/** Throws a UserError that names every key a run would need and does not find. */
export function requireKeys(
  cells: readonly Cell[],
  registry: Registry,
  env: Surroundings['env'],
): void {
  const missing = keysOf(cells, registry).filter(
    ({ env: name, optional }) => !optional && keyOf(name, env) === undefined,
  );
  refuseErrors(
    [...new Set(missing.map(({ env: name }) => name))].map((name) => {
      const help = `export ${name}=…, or put it into a file and run with --env-file FILE`;
      return errorOf('missing-api-key', `${name} is not set`, undefined, help);
    }),
  );
}

/** The keys of the models of the cells. */
export function keysOf(
  cells: readonly Cell[],
  registry: Registry,
): readonly NonNullable<Provider['key']>[] {
  const names = new Set(cells.map(({ settings }) => splitModel(settings.model).provider));
  return [...names].flatMap((name) => registry.find(name)?.key ?? []);
}
