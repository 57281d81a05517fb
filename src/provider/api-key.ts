/** The key in the environment, without the blanks and line breaks that copying adds. */
export function keyOf(
  name: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const key = name === undefined ? undefined : env[name]?.trim();
  return key === '' ? undefined : key;
}
