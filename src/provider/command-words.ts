// A command line in, its words out, as a shell would cut it. No shell is used: `$NAME`, `*` and `|` are plain text.
import { errorOf, UserError } from '../base/problem.ts';

/** A word is made of what is bare, in single quotes, or in double quotes. A backslash stands for itself but before a quote, a blank or a backslash: paths of Windows need no doubling. */
const piece =
  /'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\[\\"]|\\(?![\\"]))*)"|(?<bare>(?:\\[\s\\'"]|[^\s'"])+)/y;

/** Throws a UserError where a quote is not closed. */
export function splitWords(line: string): [program: string, ...args: string[]] {
  const words: string[] = [];
  let at = 0;
  let open = false;
  while (at < line.length) {
    piece.lastIndex = at;
    const groups = piece.exec(line)?.groups;
    if (groups) {
      const text = textOf(groups);
      if (open) words.push(words.pop()! + text);
      else words.push(text);
      at = piece.lastIndex;
    } else {
      if (!/\s/.test(line[at]!)) throw refuse(`a quote is not closed: ${line.slice(at)}`);
      at += 1;
    }
    open = groups !== undefined;
  }
  const [program, ...args] = words;
  if (!program) throw refuse('no program is named');
  return [program, ...args];
}

function textOf({ single, double, bare }: Readonly<Record<string, string | undefined>>): string {
  return (
    single ?? double?.replaceAll(/\\([\\"])/g, '$1') ?? bare!.replaceAll(/\\([\s\\'"])/g, '$1')
  );
}

function refuse(what: string): UserError {
  const help = 'for instance command:./my-model --flag "two words"';
  return new UserError([errorOf('unknown-provider', `command: ${what}`, undefined, help)]);
}
