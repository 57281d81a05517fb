// The rules of junit-10.xsd, by which the xUnit plugin of Jenkins reads; stricter where others are: properties come first.

interface Rule {
  readonly children: readonly string[];
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly text?: true;
}

const counts = ['tests', 'failures', 'errors'];

const rules: Readonly<Record<string, Rule>> = {
  '': { children: ['testsuites'] },
  testsuites: { children: ['testsuite'], optional: ['name', 'time', ...counts] },
  testsuite: {
    children: ['properties', 'testcase', 'system-out', 'system-err'],
    required: ['name', ...counts],
    optional: ['time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file'],
  },
  properties: { children: ['property'] },
  property: { children: [], required: ['name', 'value'] },
  testcase: {
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    required: ['name'],
    optional: ['time', 'classname', 'group'],
  },
  error: { children: [], optional: ['message', 'type'], text: true },
  failure: { children: [], optional: ['message', 'type'], text: true },
  'system-out': { children: [], text: true },
};

const token =
  /<\?xml version="1\.0" encoding="UTF-8"\?>|<\/([\w-]+)>|<([\w-]+)((?: \w+="[^"<]*")*)(\/?)>|([^<]+)/gy;

/** What is wrong with a document; nothing where it is well-formed and valid. */
export function junitProblems(xml: string): string[] {
  const open = [''];
  const problems = badText(xml);
  token.lastIndex = 0;
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    const match = token.exec(xml);
    if (!match) return [...problems, `no XML: ${JSON.stringify(xml.slice(at, at + 40))}`];
    problems.push(...follow(open, match));
  }
  return open.length === 1 ? problems : [...problems, `${open.at(-1)} is not closed`];
}

/** Opens and closes elements; returns what may not be there. */
function follow(open: string[], match: RegExpExecArray): string[] {
  const [, closed, opened, attributes = '', empty, text] = match;
  const parent = open.at(-1)!;
  if (closed !== undefined) return closed === open.pop() ? [] : [`</${closed}> in ${parent}`];
  if (opened !== undefined && empty === '') open.push(opened);
  if (opened !== undefined) return elementProblems(parent, opened, attributes);
  return text?.trim() && !rules[parent]?.text ? [`text in ${parent}`] : [];
}

function badText(xml: string): string[] {
  const characters = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\ufffe\uffff]/u.test(xml);
  const entities = /&(?!(?:amp|lt|gt|quot|#\d+);)/.test(xml);
  return [
    ...(characters ? ['a character that XML has not'] : []),
    ...(entities ? ['a bare &'] : []),
  ];
}

function elementProblems(parent: string, name: string, attributes: string): string[] {
  const rule = rules[name];
  if (!rule || !rules[parent]?.children.includes(name)) return [`<${name}> in <${parent}>`];
  const { required = [], optional = [] } = rule;
  const given = [...attributes.matchAll(/ (\w+)="[^"]*"/g)].map(([, key]) => key!);
  const unknown = given.filter((key) => ![...required, ...optional].includes(key));
  const missing = required.filter((key) => !given.includes(key));
  const time = /^(?: \w+="[^"]*")* time="(?!\d+\.\d{3}")/.test(attributes) ? ['time'] : [];
  return [...unknown, ...missing, ...time].map((key) => `${key} of <${name}>`);
}
