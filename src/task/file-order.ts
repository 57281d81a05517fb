import type { Problem } from '../base/problem.ts';
import type { YamlFile } from './yaml-file.ts';

/** The task file first, the other files as they were read. What is found twice (under an anchor, in a file that serves as rows and as pool) is told once. */
export function inFileOrder(problems: readonly Problem[], { source }: YamlFile): Problem[] {
  const files = [undefined, source.file, ...problems.map(({ at }) => at?.file)];
  const rank = ({ at }: Problem) => [files.indexOf(at?.file), at?.line ?? 0, at?.column ?? 0];
  const texts = problems.map((problem) => JSON.stringify(problem));
  const once = problems.filter((_, index) => texts.indexOf(texts[index]!) === index);
  return once.toSorted((a, b) => {
    const other = rank(b);
    return rank(a).reduce((order, value, index) => order || value - other[index]!, 0);
  });
}
