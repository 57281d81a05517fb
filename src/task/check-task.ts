// A task that fits its schema in, what its parts contradict each other in out.
import { didYouMean } from '../base/distance.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import { rateNames } from './gate-schema.ts';
import type { Stop } from './params.ts';
import type { Axis, Task } from './task.ts';
import { checkStopEscapes } from './template-traps.ts';
import { locateKey, locateValue, type Path, type YamlFile } from './yaml-file.ts';

export function checkTask(task: Task, file: YamlFile): Problem[] {
  return [
    ...checkShotCount(task, file),
    ...checkStopEscapes(file, ['params', 'stop'], task.params.stop),
    ...checkStopAxes(task, file),
    ...checkScorerNames(task, file),
    ...checkGates(task, file),
  ];
}

function checkShotCount({ shots, grid }: Task, file: YamlFile): Problem[] {
  const given = (axes: readonly Axis[]) => axes.some(({ name }) => name === 'shots.count');
  if (!shots || shots.count !== undefined || grid.every(given)) return [];
  const help = 'add `count: 4`, or an axis `shots.count: [0, 4]` to the grid';
  return [errorOf('no-shot-count', 'shots has no count', locateKey(file, ['shots']), help)];
}

function checkStopAxes({ grid }: Task, file: YamlFile): Problem[] {
  return grid.flatMap((axes, index) => {
    const base: Path = file.document.hasIn(['grid', index]) ? ['grid', index] : ['grid'];
    const values = axes.find(({ name }) => name === 'stop')?.values ?? [];
    return values.flatMap((stop, nth) =>
      checkStopEscapes(file, [...base, 'stop', nth], stop as Stop),
    );
  });
}

function checkScorerNames({ score }: Task, file: YamlFile): Problem[] {
  return score.flatMap(({ name }, index) => {
    if (score.findIndex((other) => other.name === name) === index) return [];
    const help = `give one of them another name: { …, as: ${name}_2 }`;
    const at = locateValue(file, ['score', index]);
    return [errorOf('duplicate-name', `two scorers are named ${name}`, at, help)];
  });
}

function checkGates({ gates, score }: Task, file: YamlFile): Problem[] {
  const known = [...score.map(({ name }) => name), ...rateNames];
  return gates.flatMap((gate) => {
    const at = locateKey(file, ['gate', gate.metric]);
    if (!known.includes(gate.metric)) {
      const help = didYouMean(gate.metric, known) ?? `this task has ${known.join(', ')}`;
      return [errorOf('unknown-metric', `no metric is named "${gate.metric}"`, at, help)];
    }
    const { min, max, max_drop } = gate;
    if ([min, max, max_drop].some((limit) => limit !== undefined)) return [];
    return [
      errorOf(
        'empty-gate',
        `the gate on ${gate.metric} has no limit`,
        at,
        'add min, max or max_drop',
      ),
    ];
  });
}
