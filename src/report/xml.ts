// Any text in, what XML may hold of it out.

/** Escape sequences of a terminal; then every character that XML has no way to write, or that turns the direction of a line. */
function clean(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])\p{Cc}\[[\d;?]*[A-Za-z]/gu, '')
    .replaceAll(
      /(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}\p{Surrogate}\u2028\u2029\ufffe\uffff]/gu,
      '',
    );
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Between tags. */
export function xmlText(text: string): string {
  return clean(text).replaceAll(/[&<>\r]/g, (character) => entities[character]!);
}

/** ` name="value"` for each; what is undefined is left out. */
export function xmlAttributes(
  values: Readonly<Record<string, string | number | undefined>>,
): string {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return present.map(([name, value]) => ` ${name}="${quoted(String(value))}"`).join('');
}

function quoted(text: string): string {
  return clean(text).replaceAll(/[&<>"\t\n\r]/g, (character) => entities[character]!);
}
