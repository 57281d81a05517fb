// The options of scores of all answers together, which are no means over rows.
import { z } from 'zod';
import { comparing, labelsSchema, normalizeOption } from './common-options.ts';
import { bleuOptions, chrfOptions, terOptions } from './measure-options.ts';

const labels = labelsSchema.meta({
  description: 'All right answers there are; what else a model says is wrong for each of them.',
});

const labelled = (description: string) =>
  z
    .strictObject({ labels, normalize: normalizeOption('none'), ...comparing })
    .meta({ description });

export const corpusOptions = {
  accuracy: labelled('The share of right labels, with what was taken for what.'),
  f1_macro: labelled('The mean of the F1 of all labels.'),
  f1_micro: labelled('F1 over the counts of all labels.'),
  f1_weighted: labelled('The mean of the F1 of all labels, weighted by how often each is right.'),
  mcc: labelled('The correlation of labels and answers (Matthews), from -1 to 1.'),
  corpus_bleu: z
    .strictObject({ ...bleuOptions, ...comparing })
    .meta({ description: 'BLEU of all answers together, from 0 to 1, as sacrebleu.' }),
  corpus_chrf: z
    .strictObject({ ...chrfOptions, ...comparing })
    .meta({ description: 'chrF of all answers together, from 0 to 1, as sacrebleu.' }),
  corpus_ter: z
    .strictObject({ ...terOptions, ...comparing })
    .meta({ description: 'TER of all answers together, as sacrebleu. Lower is better.' }),
};
