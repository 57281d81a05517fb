// Everything from a model, a data set or a file passes here before it reaches a terminal.

const controls = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text with every control, bidirectional and zero-width character spelled out, so that none can act on a terminal. */
export function printable(text: string): string {
  return text.replace(controls, spellOut);
}

/** As `printable`, but real line breaks stay. */
export function printableLines(text: string): string {
  return text.replace(controls, (character) => (character === '\n' ? '\n' : spellOut(character)));
}

function spellOut(character: string): string {
  return names[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
