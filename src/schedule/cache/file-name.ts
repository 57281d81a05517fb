// What a file of the store is called: when and by whom it was begun, and what it holds.

/** A process, as the names of its files tell it. */
export interface Owner {
  readonly pid: number;
  /** Letters and digits that stand for the machine. */
  readonly host: string;
}

export type Kind = 'answers' | 'index' | 'draft';

export interface FileName {
  readonly name: string;
  readonly kind: Kind;
  readonly begun: Date;
  readonly owner: Owner;
}

/** `20260107T120000123Z-4711-1f2e3d4c-9a8b7c6d.answers`: sorted by name is sorted by time. */
export function makeFileName(begun: Date, owner: Owner, unique: string): string {
  const time = begun.toISOString().replaceAll(/[-:.]/g, '');
  return `${time}-${owner.pid}-${owner.host}-${unique}`;
}

const form =
  /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(\d+)-([0-9a-z]+)-[0-9a-z]+\.(answers|index|draft)$/;

/** Undefined where the file is none of ours. */
export function parseFileName(name: string): FileName | undefined {
  const [, year, month, day, hour, minute, second, ms, pid, host, kind] = form.exec(name) ?? [];
  if (kind === undefined) return undefined;
  const begun = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  if (Number.isNaN(begun.getTime())) return undefined;
  return { name, kind: kind as Kind, begun, owner: { pid: Number(pid), host: host! } };
}
