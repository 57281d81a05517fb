// What a judge is told, and what its verdicts are worth.

/** Texts are Handlebars over the columns of the row, with `completion`, `reference` and `query` besides. */
export interface Rubric {
  readonly instruction?: string | undefined;
  readonly input: string;
  /** What the judge may answer, each with its score from 0 to 1. */
  readonly choices: Readonly<Record<string, number>>;
}

const five = { '1': 0, '2': 0.25, '3': 0.5, '4': 0.75, '5': 1 };
const yesOrNo = { yes: 1, no: 0 };

const rubrics = {
  faithfulness: {
    instruction: `You grade how faithful a summary is to its source. Style and length do not matter.
5: everything it says is said in the source.
4: all of it is right, but one detail is more than the source says.
3: its main point is right, and one detail is wrong or made up.
2: several details are wrong or made up.
1: its main point is wrong or made up.
Answer with the number alone.`,
    input: 'Source:\n{{query}}\n\nSummary:\n{{completion}}\n\nGrade from 1 to 5:',
    choices: five,
  },
  brevity: {
    instruction: `You grade how brief a summary is. Whether it is right does not matter.
5: nothing can be left out without losing the main point.
4: a word or two can be left out.
3: a detail can be left out.
2: half of it can be left out.
1: it is no shorter than the source, or repeats itself.
Answer with the number alone.`,
    input: 'Source:\n{{query}}\n\nSummary:\n{{completion}}\n\nGrade from 1 to 5:',
    choices: five,
  },
  correctness: {
    instruction: `You compare an answer with the right answer. It is correct if it says the same, in whatever words.
Answer yes or no alone.`,
    input:
      'Question:\n{{query}}\n\nRight answer:\n{{reference}}\n\nAnswer:\n{{completion}}\n\nIs the answer correct, yes or no?',
    choices: yesOrNo,
  },
} as const satisfies Record<string, Rubric>;

type RubricName = keyof typeof rubrics;

export const rubricNames = Object.keys(rubrics) as RubricName[];

/** Undefined for a path. */
export function knownRubric(written: string | Rubric): Rubric | undefined {
  if (typeof written !== 'string') return written;
  const name = rubricNames.find((each) => each === written);
  return name && rubrics[name];
}
