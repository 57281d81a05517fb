const separators = /[\u2028\u2029]/;

/** JSON may hold Unicode's own line separators, and many readers (newer Node among them) break lines there: they are escaped. */
export function asOneLine(json: string): string {
  if (!separators.test(json)) return json;
  return json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
