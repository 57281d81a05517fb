// Cells in, what their models cannot do out: told before anything is sent.
import { didYouMean } from '../base/distance.ts';
import type { Location } from '../base/location.ts';
import { errorOf, refuseErrors, type Problem } from '../base/problem.ts';
import type { Cell } from '../grid/cells.ts';
import { splitModel } from '../plan/request.ts';
import { findProvider, providers } from './registry.ts';
import type { Provider } from './provider.ts';

/** Finds an axis or a parameter in the task file. */
export type LocateAxis = (axis: string) => Location;

export function checkCells(cells: readonly Cell[], at: LocateAxis): Problem[] {
  const models = [...new Set(cells.map(({ settings }) => settings.model))];
  return models.flatMap((spec) => {
    const users = cells.filter(({ settings }) => settings.model === spec);
    const { provider: name, model } = splitModel(spec);
    const provider = findProvider(name);
    if (!provider) return [unknownProvider(name, at)];
    return [
      ...checkModel(provider, spec, model, at),
      ...checkParams(provider, users, cells, at),
      ...checkMode(provider, users, at),
    ];
  });
}

/** Throws a UserError where requests can be rendered but not sent. */
export function requireClients(cells: readonly Cell[]): void {
  const models = new Set(cells.map(({ settings }) => settings.model));
  const problems = [...models]
    .filter((spec) => !findProvider(splitModel(spec).provider)?.transport)
    .map((spec) => {
      const help = 'kshot render shows its requests; --set model=embedded runs the task here';
      return errorOf('no-client', `${spec} cannot be called by this version`, undefined, help);
    });
  refuseErrors(problems);
}

function unknownProvider(name: string, at: LocateAxis): Problem {
  const known = Object.keys(providers);
  const help = didYouMean(name, known) ?? `there are ${known.join(', ')}`;
  return errorOf('unknown-provider', `no provider is named "${name}"`, at('model'), help);
}

function checkModel({ example }: Provider, spec: string, model: string, at: LocateAxis): Problem[] {
  const [name] = spec.split(':');
  if (example === undefined && model !== '') {
    const message = `${spec}: ${name} has one model only`;
    return [errorOf('unknown-provider', message, at('model'), `write ${name}`)];
  }
  if (example === undefined || model !== '') return [];
  return [
    errorOf('unknown-provider', `${spec} names no model`, at('model'), `for instance ${example}`),
  ];
}

/** `own` are those of the cells that ask this provider. */
function checkParams(
  { unsupported }: Provider,
  own: readonly Cell[],
  cells: readonly Cell[],
  at: LocateAxis,
): Problem[] {
  return Object.entries(unsupported).flatMap(([param, why]) => {
    const users = own.filter(({ settings }) => param in settings.params);
    if (users.length === 0) return [];
    const message = `${param} cannot be sent: ${why}`;
    return [errorOf('unsupported-param', message, at(param), inCells(users, cells))];
  });
}

function checkMode({ modes }: Provider, cells: readonly Cell[], at: LocateAxis): Problem[] {
  if (cells.every(({ settings }) => modes.includes(settings.mode))) return [];
  const message = `${cells[0]!.settings.model} takes ${modes.join(' or ')} prompts only`;
  return [errorOf('unsupported-param', message, at('mode'), `write mode: ${modes[0]}`)];
}

function inCells(users: readonly Cell[], cells: readonly Cell[]): string {
  if (users.length === cells.length) return 'leave it out, or choose another model';
  const names = users.slice(0, 3).map(({ name }) => name);
  const more = users.length > 3 ? ` and ${users.length - 3} more` : '';
  return `it is set in ${names.join(', ')}${more}; a grid that is a list of mappings can leave it out there`;
}
