// Cells in, the parameters they leave to servers whose choice may surprise out.
import type { Location } from '../base/location.ts';
import type { Problem } from '../base/problem.ts';
import type { Cell } from '../grid/cells.ts';
import { splitModel } from '../plan/request.ts';
import { paramNames } from '../task/params.ts';
import type { Registry } from './registry.ts';

/** One hint a provider. */
export function surprises(
  cells: readonly Cell[],
  registry: Registry,
  at: (axis: string) => Location,
): Problem[] {
  const names = [...new Set(cells.map(({ settings }) => splitModel(settings.model).provider))];
  return names.flatMap((name) => {
    const own = cells.filter(({ settings }) => splitModel(settings.model).provider === name);
    const defaults = registry.find(name)?.surprises ?? {};
    const left = paramNames.filter(
      (param) =>
        defaults[param] !== undefined &&
        own.some(({ settings }) => settings.params[param] === undefined),
    );
    if (left.length === 0) return [];
    const chosen = left.map((param) => `${param} ${defaults[param]}`).join(', ');
    const message = `${name} decides what is left out: ${chosen}`;
    const help = 'set them under params, so that runs can be compared';
    return [{ severity: 'hint', code: 'server-default', message, at: at('model'), help }];
  });
}
