import type { Fault } from './file-problem.ts';

interface Signature {
  readonly bytes: readonly number[];
  readonly name: string;
  readonly help: string;
}

const utf16 = { name: 'UTF-16', help: 'save it as UTF-8' };
const export_ = 'export it as CSV or JSONL';

const signatures: readonly Signature[] = [
  { bytes: [0xff, 0xfe], ...utf16 },
  { bytes: [0xfe, 0xff], ...utf16 },
  { bytes: [0x1f, 0x8b], name: 'a gzip archive', help: 'unpack it' },
  { bytes: [0x50, 0x4b, 3, 4], name: 'a zip archive or an Excel workbook', help: export_ },
  { bytes: [0x50, 0x41, 0x52, 0x31], name: 'a Parquet file', help: export_ },
];

/** What people take for text and is not, told by the first bytes. */
export function foreignFormat(start: Uint8Array): Fault | undefined {
  const found = signatures.find(({ bytes }) => bytes.every((byte, at) => start[at] === byte));
  // ASCII in UTF-16 without a byte order mark has a zero beside every letter.
  const format = found ?? (start[0] === 0 || start[1] === 0 ? utf16 : undefined);
  return format && { message: `looks like ${format.name}`, help: format.help };
}
