// A text of nothing but columns in, what Handlebars would parse it to out: loading Handlebars takes longer than a small run.

/** What is left to Handlebars: braces and backslashes in the text, and every word that may mean something else. */
const special = /[{}\\\r\u2028\u2029]/;
const words = new Set(['this', 'else', 'true', 'false', 'null', 'undefined', 'as']);

/** Undefined for a text that Handlebars itself must parse. */
export function plainProgram(text: string): hbs.AST.Program | undefined {
  // Texts and columns by turns, as `split` gives what the group has caught.
  const parts = text.split(/\{\{([A-Za-z_]\w*)\}\}/);
  if (parts.some((part, index) => (index % 2 === 0 ? special.test(part) : words.has(part))))
    return undefined;
  const body: hbs.AST.Statement[] = [];
  let start: hbs.AST.Position = { line: 1, column: 0 };
  for (const [index, part] of parts.entries()) {
    if (part === '') continue;
    const isColumn = index % 2 === 1;
    const end = after(start, isColumn ? `{{${part}}}` : part);
    body.push((isColumn ? columnAt : contentAt)(part, { ...unnamed, start, end }));
    start = end;
  }
  const loc = { ...unnamed, start: { line: 1, column: 0 }, end: start };
  const place = text === '' ? {} : { loc };
  return { type: 'Program', body, strip: {}, ...place } as unknown as hbs.AST.Program;
}

/** No file: the texts stand in YAML. */
const unnamed = { source: undefined as unknown as string };

function after({ line, column }: hbs.AST.Position, text: string): hbs.AST.Position {
  const lines = text.split('\n');
  const { length } = lines.at(-1)!;
  return { line: line + lines.length - 1, column: lines.length > 1 ? length : column + length };
}

function contentAt(value: string, loc: hbs.AST.SourceLocation): hbs.AST.Statement {
  return { type: 'ContentStatement', original: value, value, loc } as hbs.AST.Statement;
}

function columnAt(column: string, loc: hbs.AST.SourceLocation): hbs.AST.Statement {
  const inside = {
    ...loc,
    start: { ...loc.start, column: loc.start.column + 2 },
    end: { ...loc.end, column: loc.end.column - 2 },
  };
  const name = { data: false, depth: 0, parts: [column], original: column };
  const path = { type: 'PathExpression', ...name, loc: inside };
  const call = { path, params: [], hash: undefined, escaped: true };
  return {
    type: 'MustacheStatement',
    ...call,
    strip: { open: false, close: false },
    loc,
  } as hbs.AST.Statement;
}
