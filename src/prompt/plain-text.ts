// A parsed template in; where it is nothing but text and columns, a quick way to render it out.
import type { Row } from '../dataset/row.ts';

/** Text, or the column that stands there. */
type Piece = string | { readonly column: string };

/** Undefined for a row that Handlebars must render: one of its values is no text. */
type QuickRender = (values: Row['values']) => string | undefined;

/** Handlebars sets itself up anew for every row, which takes longer than most templates. Undefined where it is needed. */
export function quickRender(program: hbs.AST.Program): QuickRender | undefined {
  const pieces: Piece[] = [];
  for (const statement of program.body) {
    const piece = pieceOf(statement);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return (values) => {
    let text = '';
    for (const piece of pieces) {
      const part = typeof piece === 'string' ? piece : values[piece.column];
      if (typeof part !== 'string') return undefined;
      text += part;
    }
    return text;
  };
}

function pieceOf(statement: hbs.AST.Statement): Piece | undefined {
  if (statement.type === 'ContentStatement') return (statement as hbs.AST.ContentStatement).value;
  if (statement.type === 'CommentStatement') return '';
  if (statement.type !== 'MustacheStatement') return undefined;
  const { path, params, hash } = statement as hbs.AST.MustacheStatement;
  const isCall = params.length > 0 || hash !== undefined;
  if (isCall || path.type !== 'PathExpression') return undefined;
  const { parts, depth, data, original } = path as hbs.AST.PathExpression;
  const [column, ...more] = parts as string[];
  const isPlain = depth === 0 && !data && more.length === 0 && original === column;
  return isPlain ? { column } : undefined;
}
