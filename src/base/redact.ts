// Secrets in, a function that takes them out of any text out. Whatever is printed or written passes through it.

export interface Redact {
  (text: string): string;
  /** Quick to ask: whether a text may hold a secret, or the beginning of one, in any notation. Without it every text is looked at closely. */
  readonly suspects?: (text: string) => boolean;
}

/** Shorter values are too likely to be words of their own. */
const shortest = 8;

const telling = /(^|_)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)$/i;

/** Every variable of the environment whose name says that it is a secret, and those that providers name. */
export function secretsOf(
  env: Readonly<Record<string, string | undefined>>,
  named: readonly string[] = [],
): Map<string, string> {
  const secrets = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    const secret = value?.trim() ?? '';
    if (secret.length >= shortest && (telling.test(name) || named.includes(name)))
      secrets.set(name, secret);
  }
  return secrets;
}

/** A piece of a secret that was cut off, by a server or by us, is as good as the secret from so many characters on. */
const telltale = 16;

/** Each secret, as it is and as JSON and URLs write it, becomes `[NAME]`. */
export function makeRedact(secrets: ReadonlyMap<string, string>): Redact {
  // The longest first: one secret may begin like another.
  const known = [...secrets].toSorted(([, a], [, b]) => b.length - a.length);
  if (known.length === 0) return Object.assign((text: string) => text, { suspects: () => false });
  const any = new RegExp(known.map(([, secret]) => `(${formsOf(secret)})`).join('|'), 'g');
  const suspect = new RegExp(
    known.map(([, secret]) => formsOf(wholeCharacters(secret.slice(0, telltale)))).join('|'),
  );
  const redact = (text: string): string => {
    const whole = text.replace(any, (_, ...groups: unknown[]) => {
      return `[${known[groups.findIndex((group) => group !== undefined)]![0]}]`;
    });
    return known.reduce((rest, secret) => withoutBeginnings(rest, secret), whole);
  };
  return Object.assign(redact, { suspects: (text: string) => suspect.test(text) });
}

/** As JSON text, without the secrets; keys and numbers stay as they are, for they are read again. */
export function redactedJson(value: unknown, redact: Redact, indent?: number): string {
  const plain = redact.suspects && JSON.stringify(value, undefined, indent);
  if (plain !== undefined && !redact.suspects!(plain)) return plain;
  const safe = (_key: string, part: unknown) => (typeof part === 'string' ? redact(part) : part);
  return JSON.stringify(value, safe, indent);
}

/** A pattern of all that it may look like: other characters than letters and digits are written in many ways. */
function formsOf(secret: string): string {
  const forms = Array.from(secret, (each) => (/\w/.test(each) ? each : anyOf(each)));
  return forms.join('');
}

/** Half a character at the end would be looked for in a notation of its own. */
function wholeCharacters(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}

function anyOf(character: string): string {
  const code = (unit: string) => unit.charCodeAt(0).toString(16).padStart(4, '0');
  const inJson = JSON.stringify(character).slice(1, -1).replace(/^\\+/, '');
  const units = character.split('').map((unit) => String.raw`\\+u${eitherCase(code(unit))}`);
  const bytes = [...Buffer.from(character)].map((byte) => byte.toString(16).padStart(2, '0'));
  const inUrl = bytes.map((byte) => `%${eitherCase(byte)}`);
  const forms = [
    escaped(character),
    String.raw`\\+${escaped(inJson)}`,
    units.join(''),
    inUrl.join(''),
  ];
  // Backslashes double with every layer of JSON.
  return `(?:${(character === '\\' ? [String.raw`\\+`, ...forms.slice(2)] : forms).join('|')})`;
}

function eitherCase(hex: string): string {
  return hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function withoutBeginnings(text: string, [name, secret]: readonly [string, string]): string {
  const tail = secret.slice(telltale);
  const [before, ...after] = text.split(secret.slice(0, telltale));
  if (tail === '' || after.length === 0) return text;
  return [before, ...after.map((part) => part.slice(sharedLength(part, tail)))].join(`[${name}]`);
}

function sharedLength(one: string, other: string): number {
  let same = 0;
  while (same < other.length && one[same] === other[same]) same += 1;
  return same;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
