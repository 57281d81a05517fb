const shown = 5;

/** The first five of them. */
export function someNames(names: readonly string[]): string {
  return names.slice(0, shown).join(', ') + (names.length > shown ? ', …' : '');
}

/** The first five of them, and how many more there are. */
export function someNamesAndMore(names: readonly string[]): string {
  const more = names.length - shown;
  return names.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
