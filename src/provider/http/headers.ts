// What an answer is, and its headers.

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Headers;
  readonly text: string;
}

export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : (value as string | undefined);
}

/** Later ones win, whatever the case of their names: twice the same header is no request that servers take. */
export function headersOf(
  ...groups: readonly Readonly<Record<string, string>>[]
): Record<string, string> {
  const named = new Map<string, readonly [name: string, value: string]>();
  for (const group of groups)
    for (const [name, value] of Object.entries(group)) named.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(named.values());
}
