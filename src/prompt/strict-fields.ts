// A parsed template in, the same with the fields of block parameters looked up strictly out.
import { handlebars } from './handlebars.ts';

/** Handlebars' strict mode ends at a block parameter: `{{turn.who}}` would be an empty text where there is no `who`. */
export function strictFields(program: hbs.AST.Program): hbs.AST.Program {
  const FieldLookups = makeFieldLookups();
  new FieldLookups().accept(program);
  return program;
}

/** Writes `{{turn.who}}` as `{{lookup turn "who"}}`. Handlebars is not there before it is needed. */
const makeFieldLookups = () =>
  class FieldLookups extends handlebars().Visitor {
    readonly #blockParams: string[] = [];

    override Program(program: hbs.AST.Program): void {
      const own = (program.blockParams as string[] | undefined) ?? [];
      this.#blockParams.push(...own);
      super.Program(program);
      this.#blockParams.length -= own.length;
    }

    override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
      super.MustacheStatement(mustache);
      const { path } = mustache;
      if (path.type !== 'PathExpression') return;
      const lookup = this.#lookup(path as hbs.AST.PathExpression);
      if (lookup) Object.assign(mustache, { path: lookup.path, params: lookup.params });
    }

    #lookup(path: hbs.AST.PathExpression): hbs.AST.SubExpression | undefined {
      const [head = '', ...fields] = path.parts as string[];
      // `this.turn` and `../turn` are no block parameters.
      const isParam = !path.data && path.depth === 0 && !/^\.|^this\b/.test(path.original);
      if (!isParam || !this.#blockParams.includes(head)) return undefined;
      const { loc } = path;
      const named = (name: string) => ({ ...path, parts: [name], original: name });
      const hash: hbs.AST.Hash = { type: 'Hash', pairs: [], loc };
      return fields.reduce<hbs.AST.SubExpression | undefined>((object, field) => {
        const key = { type: 'StringLiteral', value: field, original: field, loc };
        const params = [object ?? named(head), key];
        return { type: 'SubExpression', path: named('lookup'), params, hash, loc };
      }, undefined);
    }
  };
