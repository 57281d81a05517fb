// Cells in, what their models cannot do out: told before anything is sent or paid for.
import { didYouMean } from '../base/distance.ts';
import type { Location } from '../base/location.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import type { Cell } from '../grid/cells.ts';
import { splitModel } from '../plan/request.ts';
import { paramNames, stopList, type ParamName } from '../task/params.ts';
import type { Registry } from './registry.ts';
import type { Provider } from './provider.ts';
import type { Support } from './wire/wire.ts';

export interface CheckOptions {
  /** What to do about a parameter that the model does not take. */
  readonly unsupported: 'error' | 'warn' | 'drop';
  /** Whether stop strings beyond the server's limit may be cut on our side. */
  readonly clientStop: boolean;
  /** Finds an axis or a parameter in the task file. */
  readonly at: (axis: string) => Location;
}

export function checkCells(
  cells: readonly Cell[],
  registry: Registry,
  options: CheckOptions,
): Problem[] {
  const models = [...new Set(cells.map(({ settings }) => settings.model))];
  return models.flatMap((spec) => {
    const own = cells.filter(({ settings }) => settings.model === spec);
    const { provider: name, model } = splitModel(spec);
    const provider = registry.find(name);
    if (!provider) return [unknownProvider(name, registry, options)];
    const problems = [
      ...checkModel(provider, spec, model, options),
      ...checkMode(provider, own, options),
    ];
    // Of a mode that it does not have, what it takes is of no interest.
    return problems.length > 0 ? problems : checkParams(provider, own, cells, options);
  });
}

function unknownProvider(name: string, { names }: Registry, { at }: CheckOptions): Problem {
  const help =
    didYouMean(name, names) ?? `there are ${names.join(', ')}, and your own under providers`;
  return errorOf('unknown-provider', `no provider is named "${name}"`, at('model'), help);
}

function checkModel(
  { example }: Provider,
  spec: string,
  model: string,
  { at }: CheckOptions,
): Problem[] {
  const [name] = spec.split(':');
  if (example === undefined && model !== '') {
    const message = `${spec}: ${name} has one model only`;
    return [errorOf('unknown-provider', message, at('model'), `write ${name}`)];
  }
  if (example === undefined || model !== '') return [];
  const help = `for instance ${example}`;
  return [errorOf('unknown-provider', `${spec} names no model`, at('model'), help)];
}

function checkMode({ modes }: Provider, own: readonly Cell[], { at }: CheckOptions): Problem[] {
  if (own.every(({ settings }) => modes.includes(settings.mode))) return [];
  const message = `${own[0]!.settings.model} takes ${modes.join(' or ')} prompts only`;
  return [errorOf('unsupported-param', message, at('mode'), `write mode: ${modes[0]}`)];
}

function checkParams(
  provider: Provider,
  own: readonly Cell[],
  cells: readonly Cell[],
  options: CheckOptions,
): Problem[] {
  const { settings } = own[0]!;
  const capabilities = provider.capabilities(splitModel(settings.model).model, settings.mode);
  return [
    ...paramNames.flatMap((name): Problem[] => {
      const users = own.filter((cell) => cell.settings.params[name] !== undefined);
      const fault = faultOf(name, capabilities[name], users, options);
      if (!fault || fault.culprits.length === 0) return [];
      const { severity = 'error', message, culprits, mend } = fault;
      const help = culprits.length === cells.length ? mend : (fault.always ?? elsewhere(culprits));
      return [{ severity, code: 'unsupported-param', message, at: options.at(name), help }];
    }),
    ...checkExtra(provider, own, options),
    ...checkRequired(provider, own, options),
  ];
}

interface Fault {
  readonly message: string;
  readonly culprits: readonly Cell[];
  readonly severity?: 'warning';
  /** Where it is the fault of every cell. */
  readonly mend?: string;
  /** Where that mends it for some cells, too. */
  readonly always?: string;
}

/** The first of: not taken at all, outside the server's range, too many stop strings. */
function faultOf(
  name: ParamName,
  support: Support,
  users: readonly Cell[],
  { unsupported, clientStop }: CheckOptions,
): Fault | undefined {
  const setting = (cell: Cell) => cell.settings.params[name];
  if ('unsupported' in support) {
    if (unsupported === 'drop' || users.length === 0) return undefined;
    const warned = unsupported === 'warn';
    const { model } = users[0]!.settings;
    const message = `${name} ${warned ? 'is not sent' : 'cannot be sent'} to ${model}: ${support.unsupported}`;
    const mend = 'leave it out, choose another model, or set unsupported: drop';
    return { message, culprits: users, mend, ...(warned ? { severity: 'warning' } : {}) };
  }
  const { range, most } = support;
  if (range) {
    const [least, greatest] = range;
    const message = `this server takes ${name} from ${least} to ${greatest}`;
    const isOutside = (value: number) => value < least || value > greatest;
    return { message, culprits: users.filter((cell) => isOutside(Number(setting(cell)))) };
  }
  if (most === undefined || clientStop) return undefined;
  const isMany = ({ settings }: Cell) => stopList(settings.params.stop).length > most;
  const always =
    'client_stop: true sends the first of them and cuts at the others here; the tokens up to the cut are paid for';
  const message = `this server takes at most ${most} stop strings`;
  return { message, culprits: users.filter(isMany), mend: always, always };
}

function elsewhere(culprits: readonly Cell[]): string {
  const names = culprits.slice(0, 3).map(({ name }) => name);
  const more = culprits.length > 3 ? ` and ${culprits.length - 3} more` : '';
  return `it is set in ${names.join(', ')}${more}; a grid that is a list of mappings can leave it out there`;
}

function checkExtra({ extra }: Provider, own: readonly Cell[], { at }: CheckOptions): Problem[] {
  const users = own.filter(({ settings }) => settings.params.extra !== undefined);
  if (extra || users.length === 0) return [];
  const message = `${own[0]!.settings.model} has no fields of its own to send`;
  return [errorOf('unsupported-param', message, at('extra'), 'leave `extra` out')];
}

function checkRequired(
  { required = {} }: Provider,
  own: readonly Cell[],
  { at }: CheckOptions,
): Problem[] {
  return paramNames.flatMap((name) => {
    const why = required[name];
    const without = own.find(({ settings }) => settings.params[name] === undefined);
    if (why === undefined || !without) return [];
    const message = `${without.settings.model} needs ${name}: ${why}`;
    return [errorOf('missing-key', message, at('model'), `add ${name} to params`)];
  });
}
