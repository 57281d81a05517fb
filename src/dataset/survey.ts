// In: a data source. Out: what its file holds and how much of it is selected, after every mistake in it was reported.

import { createHash } from 'node:crypto';
import type { DataSource } from '../task/data-source.ts';
import { displayPath } from './display-path.ts';
import { drawHash, hashes } from './draw.ts';
import { rowKeys, type KeyOf } from './key.ts';
import { onlookers, type Onlookers } from './nothing-selected.ts';
import { problemList } from './problems.ts';
import { readRecords } from './read.ts';
import { selectRecords, type Selection } from './select.ts';
import type { FileRecord, Report } from './table.ts';
import { unknownColumns, type LocateSource } from './unknown-column.ts';
import { usedValues, type CheckUsed } from './used-values.ts';
import { conditionsOf, meets, type Condition } from './where.ts';

/** What the first pass over a file found. */
export interface Survey extends Selection {
  /** How many rows the file has. */
  readonly total: number;
}

export interface SurveyOptions {
  /** Columns whose values must not be null in selected rows. Those the file does not have are not looked at. */
  readonly used?: readonly string[];
  /** Where the task names what the file turns out not to have. */
  readonly at?: LocateSource;
}

/** Reads the whole file once; throws all its problems in one UserError. */
export async function surveyDataset(
  source: DataSource,
  { used = [], at = () => undefined }: SurveyOptions = {},
): Promise<Survey> {
  const problems = problemList();
  const hash = createHash('sha256');
  const counter = surveyCounter(source, { used, at, report: problems.report });
  for await (const batch of readRecords(source, {
    report: problems.report,
    hash,
    at: at('path', ''),
  }))
    for (const record of batch) counter.take(record);
  if (problems.isEmpty()) counter.refuseNone();
  problems.refuse();
  const survey = { ...counter.outcome(), hash: hash.digest('hex') };
  if (counter.isDoubtful()) await checkDrawn(source, survey, used);
  return survey;
}

interface Reporting extends Required<SurveyOptions> {
  readonly report: Report;
}

function surveyCounter(source: DataSource, options: Reporting) {
  const { sample, limit = Infinity, seed } = source;
  const drawHashes = hashes();
  let plan: Plan | undefined;
  let total = 0;
  let matched = 0;
  let doubtful = false;
  return {
    take(record: FileRecord) {
      plan ??= planOf(source, record.table.columns, options);
      total += 1;
      const key = plan.keyOf(record);
      if (!plan.conditions.every((condition) => meets(record, condition))) {
        if (matched === 0) plan.onlookers.watch(record);
        return;
      }
      matched += 1;
      if (sample === undefined && matched <= limit) plan.check(record, options.report);
      if (sample === undefined || key === undefined) return;
      drawHashes.add(drawHash(seed, key));
      plan.check(record, () => {
        doubtful = true;
      });
    },
    /** Whether rows that may be drawn hold what drawn rows must not. */
    isDoubtful: () => doubtful,
    refuseNone() {
      if (Math.min(matched, sample ?? matched, limit) > 0) return;
      const file = displayPath(source.path);
      options.report(() => plan!.onlookers.explain(file, options.at));
    },
    outcome: () => ({
      columns: plan?.columns ?? [],
      rows: Math.min(matched, sample ?? matched, limit),
      total,
      ...(sample !== undefined && sample < matched ? { draw: drawHashes.draw(sample) } : {}),
    }),
  };
}

interface Plan {
  readonly columns: readonly string[];
  readonly keyOf: KeyOf;
  readonly conditions: readonly Condition[];
  readonly onlookers: Onlookers;
  readonly check: CheckUsed;
}

/** What can only be planned when the columns are known. */
function planOf(
  source: DataSource,
  columns: readonly string[],
  { used, at, report }: Reporting,
): Plan {
  for (const problem of unknownColumns(source, columns, at)) report(() => problem);
  const conditions = conditionsOf(source.where, columns);
  return {
    columns,
    conditions,
    keyOf: rowKeys(source, columns, report),
    onlookers: onlookers(conditions),
    check: usedValues(used, source.cluster),
  };
}

/** A sample is known only after the first pass. */
async function checkDrawn(source: DataSource, survey: Survey, used: readonly string[]) {
  const problems = problemList();
  const check = usedValues(used, source.cluster);
  for await (const batch of selectRecords(source, survey))
    for (const { record } of batch) check(record, problems.report);
  problems.refuse();
}
