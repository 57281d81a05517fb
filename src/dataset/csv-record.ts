// In: bytes, and where a record begins in them. Out: the record, if all of it is there and it is CSV by the letter of RFC 4180.
import { carriageReturn, lineFeed } from './place.ts';

export interface CsvRecord {
  readonly fields: readonly string[];
  /** After the record and its line break. */
  readonly end: number;
}

/** Its end may be yet to come; or it is for csv-parse, which has an answer to everything. */
type NoRecord = 'unfinished' | 'odd';

export interface CsvBytes {
  readonly bytes: Buffer;
  readonly separator: Buffer;
  /** Nothing comes after these bytes. */
  readonly final: boolean;
}

interface Field {
  readonly text: string;
  readonly end: number;
}

const quote = 34;

export function cutRecord(csv: CsvBytes, from: number): CsvRecord | NoRecord {
  const { bytes, separator } = csv;
  const fields: string[] = [];
  for (let start = from; ;) {
    const field = bytes[start] === quote ? quotedField(csv, start) : plainField(csv, start);
    if (typeof field === 'string') return field;
    fields.push(field.text);
    if (!startsWith(bytes, field.end, separator)) {
      const end = afterBreak(csv, field.end);
      return typeof end === 'string' ? end : { fields, end };
    }
    start = field.end + separator.length;
  }
}

function plainField({ bytes, separator }: CsvBytes, start: number): Field | NoRecord {
  let end = start;
  for (; end < bytes.length; end += 1) {
    const byte = bytes[end]!;
    if (byte === quote) return 'odd';
    if (byte === lineFeed || byte === carriageReturn) break;
    if (byte === separator[0] && startsWith(bytes, end, separator)) break;
  }
  return { text: bytes.toString('utf8', start, end), end };
}

function quotedField({ bytes, final }: CsvBytes, start: number): Field | NoRecord {
  let close = bytes.indexOf(quote, start + 1);
  let doubled = false;
  while (close !== -1 && bytes[close + 1] === quote) {
    doubled = true;
    close = bytes.indexOf(quote, close + 2);
  }
  if (close === -1) return final ? 'odd' : 'unfinished';
  const text = bytes.toString('utf8', start + 1, close);
  return { text: doubled ? text.replaceAll('""', '"') : text, end: close + 1 };
}

/** After the line break at the end of a field; what is neither that nor the end of the file is odd. */
function afterBreak({ bytes, final }: CsvBytes, at: number): number | NoRecord {
  // Another quote, or the LF of CRLF, may be in the next chunk.
  const last = bytes[at] === carriageReturn ? at + 1 : at;
  if (last >= bytes.length) return final ? bytes.length : 'unfinished';
  if (bytes[at] === lineFeed) return at + 1;
  if (bytes[at] !== carriageReturn) return 'odd';
  return bytes[at + 1] === lineFeed ? at + 2 : at + 1;
}

function startsWith(bytes: Buffer, at: number, text: Buffer): boolean {
  for (let offset = 0; offset < text.length; offset += 1)
    if (bytes[at + offset] !== text[offset]) return false;
  return true;
}
