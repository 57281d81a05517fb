// A YAML text in, its nodes out: mappings with text for keys, lists and scalars, each with its place.
import { parseDocument, type Document, type YAMLError } from 'yaml';
import { locate, type Location, type Source } from '../base/location.ts';
import { errorOf, UserError, type Problem } from '../base/problem.ts';
import { expandYaml } from './expand-yaml.ts';

/** Offsets are those of the source. Throws a UserError with every syntax problem of the text. */
export function parseYaml(source: Source, text = source.text): Document {
  const document = parseDocument(text, { prettyErrors: false, merge: true });
  const mistakes = [...document.errors, ...document.warnings];
  const problems =
    mistakes.length > 0
      ? mistakes.map((error) => syntaxProblem(source, error))
      : expandYaml(document).map(({ node, message, help }) => {
          const [start, end] = node.range ?? [0, 1];
          return errorOf('yaml-syntax', message, locate(source, start, end), help);
        });
  if (problems.length > 0) throw new UserError(problems);
  return document;
}

function syntaxProblem(source: Source, { code, message, pos }: YAMLError): Problem {
  const [at, extent] = [locate(source, ...pos), source.text.slice(...pos)];
  const known = explanations[code];
  if (known) return errorOf('yaml-syntax', known[0], at, known[1]);
  const words = message.charAt(0).toLowerCase() + message.slice(1);
  const help = holdsMustache(at, extent) ? quoteHelp : undefined;
  return errorOf('yaml-syntax', words, at, help);
}

const quoteHelp = 'put quotes around text that holds {{…}} or ": "';

const explanations: Readonly<Record<string, readonly [message: string, help: string]>> = {
  TAB_AS_INDENT: ['a tab at the beginning of a line', 'YAML is indented with blanks'],
  DUPLICATE_KEY: ['this key is there twice', 'delete one of the two, or merge them'],
  MULTIPLE_DOCS: ['a second document begins here', 'a file holds one: delete from `---` on'],
};

function holdsMustache({ text }: Location, extent: string): boolean {
  return `${text}${extent}`.includes('{{');
}
