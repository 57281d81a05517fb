/** The beginning of a text that is longer than `most` characters, with … for the rest. */
export function cutText(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
