import { z } from 'zod';
import { axisSchemas } from './grid-schema.ts';

const race = z.strictObject({
  race: z.boolean().optional().meta({ description: 'False: every cell answers every row.' }),
  budget: z.number().gt(0).max(1).optional().meta({
    description:
      'At most this share of the requests of the full grid. Default 1: as many as it takes to be sure.',
  }),
  confidence: z.number().min(0.5).lt(1).optional().meta({
    description:
      'How surely the cell that the full grid would have ranked first is not called beaten. Default 0.95.',
  }),
  pin: z.strictObject(axisSchemas).partial().optional().meta({
    description: 'Cells that stay whatever they score, by axis values: the baseline.',
  }),
  failed: z.enum(['leave_out', 'worst']).optional().meta({
    description:
      'What becomes of a row that some cell has no score of: it counts for no cell (leave_out, default), or that cell gets the lowest score there is (worst).',
  }),
  holdout: z.number().gt(0).max(0.9).optional().meta({
    description:
      'This share of the rows is kept from the race; the winner and the pinned cells are scored on it in the end.',
  }),
  seed: z.int().min(0).optional().meta({
    description: 'Decides the order of the rows. Default 0.',
  }),
});

export const sweepSchema = z.union([z.enum(['race', 'grid']), race]).meta({
  description:
    'grid: every cell answers every row (default); race: cells that cannot win are dropped on the way. docs/sweeps.md.',
});

/** How a race is run; plain data, every default filled in. */
export interface RaceSettings {
  readonly budget: number;
  readonly confidence: number;
  readonly pin?: Readonly<Record<string, unknown>>;
  readonly failed: 'leave_out' | 'worst';
  readonly holdout: number;
  readonly seed: number;
  /** The fewest rows of a block, and the fewest answers. Recorded, for a run must be gone on with as it was begun. */
  readonly block: { readonly rows: number; readonly answers: number };
}

const raceBlock: RaceSettings['block'] = { rows: 5, answers: 32 };

/** Undefined where every cell answers every row. */
export function normaliseSweep(
  written: z.infer<typeof sweepSchema> | undefined,
): RaceSettings | undefined {
  const { race: isRace = true, pin, ...given } = typeof written === 'object' ? written : {};
  if (written === undefined || written === 'grid' || !isRace) return undefined;
  const { budget = 1, confidence = 0.95, failed = 'leave_out', holdout = 0, seed = 0 } = given;
  const stays = pin ? { pin } : {};
  return { budget, confidence, ...stays, failed, holdout, seed, block: raceBlock };
}
