// What scorers ask of models in, answers out: from the journal where it holds them, else asked and written down.
import { recordKey, type Request } from '../plan/request.ts';
import type { Completion } from '../provider/completion.ts';
import type { Complete } from '../provider/provider.ts';
import { askedLine, completionOf, type AskedLine } from '../schedule/journal-line.ts';
import type { Journal } from '../schedule/journal.ts';
import type { Ask } from '../score/metric.ts';
import { Interrupted } from '../score/interrupted.ts';
import { addUsage, emptySums, type CellTotals } from './cell-totals.ts';

/** What a model answered scorers. */
export interface QuestionTotals extends Pick<
  CellTotals,
  'answers' | 'failed' | 'cached' | 'tokens' | 'paid'
> {
  /** `provider:model`. */
  readonly model: string;
}

export interface Questions {
  /** From the journal. With `keep` its answer is there for who asks the same again. */
  readonly take: (line: AskedLine, keep: boolean) => void;
  readonly totals: () => readonly QuestionTotals[];
  readonly asking: (way: Way) => Ask;
}

interface Way {
  readonly complete: Complete;
  /** Aborted: who asks gets no answer, but an `Interrupted`. */
  readonly signal: AbortSignal;
  /** Whether the answer is to be written down: it was paid for. */
  readonly isPaid: (model: string) => boolean;
  readonly onAnswer: (model: string, completion: Completion) => void;
}

export function openQuestions(journal: Pick<Journal, 'append'>): Questions {
  const held = new Map<string, Completion>();
  const sums = new Map<string, ReturnType<typeof emptySums>>();
  const count = (model: string, completion: Completion): void => {
    const sum = sums.get(model) ?? emptySums();
    sums.set(model, sum);
    if (completion.status === 'failed') sum.failed += 1;
    else addUsage(sum, completion);
  };
  const ask = async (
    { question, by, key }: { question: Request; by: Request; key: string },
    way: Way,
  ): Promise<Completion> => {
    const known = held.get(key);
    if (known) return known;
    const completion = await answered(question, way);
    const { model } = question.cell.settings;
    if (!way.isPaid(model)) return completion;
    await journal.append(askedLine(by, question, completion));
    count(model, completion);
    way.onAnswer(model, completion);
    return completion;
  };
  return {
    take(line, keep) {
      const completion = completionOf(line);
      count(line.model, completion);
      if (keep && completion.status === 'done') held.set(keyOf(line), completion);
    },
    totals: () => [...sums.keys()].toSorted().map((model) => ({ model, ...sums.get(model)! })),
    asking(way) {
      const underWay = new Map<string, Promise<Completion>>();
      return (question, by) => {
        const { model } = question.cell.settings;
        const key = keyOf({ model, question: recordKey(question) });
        const asked =
          underWay.get(key) ?? ask({ question, by, key }, way).finally(() => underWay.delete(key));
        underWay.set(key, asked);
        return asked;
      };
    },
  };
}

function keyOf({ model, question }: Pick<AskedLine, 'model' | 'question'>): string {
  return `${model} ${question}`;
}

/** What a wrong key made fail was never asked. */
async function answered(question: Request, { complete, signal }: Way): Promise<Completion> {
  try {
    const completion = await complete(question, signal);
    if (completion.status === 'done' || !completion.failure?.fatal) return completion;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  throw new Interrupted();
}
