// The gates of a task in, one limit for each test out; and what a run says of each.
import { wantedName } from '../baseline/judged-cells.ts';
import type { GateResult } from '../baseline/verdict.ts';
import { limitOf, whySkipped } from '../report/gate-lines.ts';
import type { Gate } from '../task/gate-schema.ts';
import type { Evaluated } from './evaluate.ts';

/** One of the limits of a gate, over all cells that it names. */
export interface GateLimit {
  readonly gate: Gate;
  readonly rule: GateResult['rule'];
  /** `exact_match >= 0.7 in k=8`: known before the run, and the same in every one. */
  readonly name: string;
}

export function limitsOf(gates: readonly Gate[]): GateLimit[] {
  return gates.flatMap((gate) =>
    (['min', 'max', 'max_drop'] as const).flatMap((rule): GateLimit[] => {
      const limit = gate[rule];
      if (limit === undefined) return [];
      const { metric } = gate;
      const words =
        rule === 'max_drop' ? `${metric} max_drop ${limit}` : limitOf({ metric, rule, limit });
      return [{ gate, rule, name: `${words}${place(gate)}` }];
    }),
  );
}

function place(gate: Gate): string {
  if (gate.cells === undefined) return '';
  if (gate.cells === 'every') return ' in every cell';
  return ` in ${gate.cells === 'best' ? 'the best cell' : wantedName(gate)}`;
}

export type LimitVerdict =
  | { readonly status: 'holds' | 'broken'; readonly results: readonly GateResult[] }
  | { readonly status: 'not checked'; readonly results?: undefined; readonly why: string };

/** As `kshot run` ends: with `strict` a drop that is not checked, or cannot be told from none, is no pass. */
export function judgeLimit({ gate, rule }: GateLimit, evaluated: Evaluated): LimitVerdict {
  const { outcome, options } = evaluated;
  const results = outcome.gates.filter((one) => one.metric === gate.metric && one.rule === rule);
  if (results.length === 0 && options.strict !== true)
    return { status: 'not checked', why: whyNotCompared(gate, evaluated) };
  if (results.length > 0 && results.every(({ skipped }) => skipped))
    return { status: 'not checked', why: whySkipped };
  const open =
    options.strict === true && (results.length === 0 || isUnsure({ gate, rule }, evaluated));
  const broken = open || results.some(({ passed }) => !passed);
  return { status: broken ? 'broken' : 'holds', results };
}

/** A drop that so few rows cannot tell from none. */
function isUnsure({ gate, rule }: Omit<GateLimit, 'name'>, { outcome }: Evaluated): boolean {
  const compared = outcome.baseline?.comparisons ?? [];
  return (
    rule === 'max_drop' &&
    compared.some(({ metric, verdict }) => metric === gate.metric && verdict === 'inconclusive')
  );
}

/** The warning that said so before the run. */
export function whyNotCompared({ metric }: Gate, { prepared }: Evaluated): string {
  const start = `max_drop of ${metric} `;
  const warning = prepared.warnings.find(({ message }) => message.startsWith(start));
  return warning?.message ?? `${start}is not checked`;
}
