/** Every kind of problem there is, with one line that says what it means. docs/errors.md has a section for each. */
export const problemCodes = {
  'file-not-found': 'a file that is named does not exist or cannot be read',
  'yaml-syntax': 'the file is not YAML',
  'unknown-key': 'a key that kshot does not know',
  'missing-key': 'a key that must be there is not',
  'wrong-type': 'a value of the wrong kind',
  'out-of-range': 'a value outside its documented range',
  'list-in-params': 'a list of values under `params`; lists belong under `grid`',
  'bad-override': 'a `--set` that cannot be applied',
  'bad-range': 'a range that yields no value',
  'empty-dataset': 'the data set has no rows, or none is selected',
  'bad-encoding': 'the file is not valid UTF-8',
  'csv-syntax': 'a quoting mistake in a CSV file',
  'json-syntax': 'a line of a JSONL file that is not a JSON object',
  'empty-header': 'a column without a name',
  'duplicate-header': 'two columns of one name',
  'ragged-row': 'a record with more or fewer fields than the header',
  'keys-differ': 'a JSONL record whose keys are not those of the first record',
  'duplicate-id': 'two rows with one id',
  'unknown-column': 'a column that the data set does not have',
  'null-value': 'a null where a value is used',
} as const;

export type ProblemCode = keyof typeof problemCodes;
