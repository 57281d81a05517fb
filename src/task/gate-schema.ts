import { z } from 'zod';
import { axisSchemas } from './grid-schema.ts';

const cells = z.union([z.enum(['every', 'best']), z.strictObject(axisSchemas).partial()]).meta({
  description:
    'Which cells of the grid: every, best (optimistic: chosen by the same rows), or by axis values.',
});

const rule = z.strictObject({
  min: z.number().optional().meta({ description: 'The mean must not be lower.' }),
  max: z.number().optional().meta({ description: 'The mean must not be higher.' }),
  max_drop: z.number().min(0).optional().meta({
    description: 'How much worse than the baseline it may get.',
  }),
  cells: cells.optional(),
});

export const gateSchema = z.record(z.string(), rule).meta({
  description:
    'What must hold for the run to pass: a metric of `score`, or error_rate, truncated_rate.',
});

/** What must hold of one metric for the run to pass. */
export interface Gate {
  readonly metric: string;
  readonly min?: number;
  readonly max?: number;
  readonly max_drop?: number;
  readonly cells?: 'every' | 'best' | Readonly<Record<string, unknown>>;
}

/** Rates that every run has, and that mean every cell unless told. */
export const rateNames = ['error_rate', 'truncated_rate'] as const;

export function isRate(metric: string): boolean {
  return rateNames.some((name) => name === metric);
}

/** A gate that compares with what was accepted. */
export type DropGate = Gate & { readonly max_drop: number };

export function hasDrop(gate: Gate): gate is DropGate {
  return gate.max_drop !== undefined && !isRate(gate.metric);
}

export function normaliseGates(written: z.infer<typeof gateSchema> | undefined): Gate[] {
  return Object.entries(written ?? {}).map(([metric, { cells, ...limits }]) => {
    const present = Object.entries(limits).filter(([, limit]) => limit !== undefined);
    return { metric, ...Object.fromEntries(present), ...(cells ? { cells } : {}) };
  });
}
