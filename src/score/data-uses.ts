// A task, whole or as far as it is sound, in; what its files are read for out.
import { UserError, type Problem } from '../base/problem.ts';
import { dataUses, openData, type DataUse } from '../prompt/open-data.ts';
import type { SoundTask } from '../task/sound-task.ts';
import { readRubrics } from './check-judges.ts';
import { needsOutput, readTargets } from './scorers.ts';

/** `shots` is the largest number that is asked for. */
export function usesOf(sound: SoundTask, shots: number): DataUse[] {
  const { task, file } = sound;
  const targets = [...readTargets(task.score, file), ...readRubrics(sound)];
  return dataUses(sound, { shots, targets, output: needsOutput(task.score) });
}

/** What is wrong with the data of a task that is refused anyway. */
export async function checkData(sound: SoundTask, shots: number): Promise<readonly Problem[]> {
  try {
    await openData(usesOf(sound, shots), sound.file);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
}
