// The judges of a task in, what they judge by out, with the place where that is written.
import { dirname, extname, resolve } from 'node:path';
import { didYouMean } from '../base/distance.ts';
import { UserError, type Problem } from '../base/problem.ts';
import { rubricSchema } from './judge-options.ts';
import { readYaml } from './read-yaml.ts';
import { knownRubric, rubricNames, type Rubric } from './rubrics.ts';
import { checkSchema } from './schema-problems.ts';
import type { ScoreEntry } from './score-entry.ts';
import { isOverlaid, locateValue, type Path, type YamlFile } from './yaml-file.ts';

/** Of the scorer with this place in the task. */
export interface LoadedRubric {
  readonly index: number;
  readonly rubric: Rubric;
  readonly file: YamlFile;
  readonly prefix: Path;
}

/** Pushes what is wrong with files of rubrics. */
export async function loadRubrics(
  { file, cwd }: { readonly file: YamlFile; readonly cwd: string },
  entries: readonly ScoreEntry[],
  problems: Problem[],
): Promise<LoadedRubric[]> {
  const loaded: LoadedRubric[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry.metric !== 'judge') continue;
    const prefix = ['score', index, 'judge', 'rubric'];
    const { rubric: written } = entry.options;
    const rubric = knownRubric(written);
    if (rubric) loaded.push({ index, rubric, file, prefix });
    else if (typeof written === 'string')
      loaded.push(...(await loadFile({ file, cwd, prefix }, written, index, problems)));
  }
  return loaded;
}

interface Place {
  readonly file: YamlFile;
  readonly cwd: string;
  readonly prefix: Path;
}

async function loadFile(
  { file, cwd, prefix }: Place,
  written: string,
  index: number,
  problems: Problem[],
): Promise<LoadedRubric[]> {
  const folder = isOverlaid(file, prefix) ? cwd : dirname(file.path);
  try {
    const own = await readYaml(resolve(folder, written), cwd, locateValue(file, prefix));
    const { whole, problems: found } = checkSchema(rubricSchema, own);
    problems.push(...found);
    return whole ? [{ index, rubric: whole, file: own, prefix: [] }] : [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems.map((problem) => withNames(problem, written)));
    return [];
  }
}

/** Who wrote no path most likely meant a name. */
function withNames(problem: Problem, written: string): Problem {
  if (problem.code !== 'file-not-found' || extname(written) !== '') return problem;
  const help = didYouMean(written, rubricNames) ?? `or write one of ${rubricNames.join(', ')}`;
  return { ...problem, help };
}

/** Every judge with what it judges by, plain data. */
export function withRubrics(
  entries: readonly ScoreEntry[],
  loaded: readonly LoadedRubric[],
): ScoreEntry[] {
  return entries.map((entry, index) => {
    const found = loaded.find((each) => each.index === index);
    if (entry.metric !== 'judge' || !found) return entry;
    return { ...entry, options: { ...entry.options, rubric: found.rubric } };
  });
}
