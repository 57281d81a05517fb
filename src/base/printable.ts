// Everything from a model, a data set or a file passes here before it reaches a terminal.

// Joiners are left: emoji and several scripts are made of them.
const controls = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text with every control, bidirectional and zero-width character, and every half of one, spelled out, so that none can act on a terminal. */
export function printable(text: string): string {
  return text.replace(controls, spellOut);
}

/** As `printable`, but real line breaks stay. */
export function printableLines(text: string): string {
  return text.replace(controls, (character) => (character === '\n' ? '\n' : spellOut(character)));
}

function spellOut(character: string): string {
  return names[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
