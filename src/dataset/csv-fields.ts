import { carriageReturn, lineFeed, type Span } from './place.ts';

const quote = 34;

/** A quoting mistake in a record. */
export interface QuoteFault {
  readonly kind: 'in-plain-field' | 'in-quoted-field' | 'unclosed';
  /** The quote to blame. */
  readonly at: number;
  /** The beginning of its field. */
  readonly field: number;
}

export interface CsvFields {
  /** Every field with its quotes, up to the fault. */
  readonly spans: readonly Span[];
  readonly fault?: QuoteFault;
}

/** Where the fields of one record stand, by the rules of RFC 4180; csv-parse does not say. */
export function scanFields(raw: Buffer, delimiter: Buffer): CsvFields {
  const spans: Span[] = [];
  for (let start = 0; ;) {
    const field =
      raw[start] === quote ? quoted(raw, start, delimiter) : plain(raw, start, delimiter);
    if (typeof field !== 'number') return { spans, fault: field };
    spans.push({ start, end: field });
    if (!startsWith(raw, field, delimiter)) return { spans };
    start = field + delimiter.length;
  }
}

/** The end of the field, or what is wrong with it. */
function plain(raw: Buffer, field: number, delimiter: Buffer): number | QuoteFault {
  let at = field;
  while (!endsField(raw, at, delimiter)) {
    if (raw[at] === quote) return { kind: 'in-plain-field', at, field };
    at += 1;
  }
  return at;
}

function quoted(raw: Buffer, field: number, delimiter: Buffer): number | QuoteFault {
  let at = raw.indexOf(quote, field + 1);
  while (at !== -1 && raw[at + 1] === quote) at = raw.indexOf(quote, at + 2);
  if (at === -1) return { kind: 'unclosed', at: field, field };
  return endsField(raw, at + 1, delimiter) ? at + 1 : { kind: 'in-quoted-field', at, field };
}

function endsField(raw: Buffer, at: number, delimiter: Buffer): boolean {
  const byte = raw[at];
  if (byte === undefined || byte === lineFeed || byte === carriageReturn) return true;
  return startsWith(raw, at, delimiter);
}

function startsWith(raw: Buffer, at: number, text: Buffer): boolean {
  for (let offset = 0; offset < text.length; offset += 1)
    if (raw[at + offset] !== text[offset]) return false;
  return true;
}
