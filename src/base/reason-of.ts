/** What an error says, with its causes: `fetch failed` alone helps nobody. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message, cause } = error;
  // Where all addresses of a host fail, the message is empty and the code says why.
  const code = 'code' in error ? String(error.code) : name;
  const own = message === '' ? code : message;
  return cause === undefined ? own : `${own}: ${reasonOf(cause)}`;
}
