/** Strictly: the whole answer, or its last line, is a choice, perhaps behind a colon. Undefined for everything else. */
export function verdictOf(text: string, choices: readonly string[]): string | undefined {
  const lines = text.trim().split('\n');
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  const candidates = [text, last, last.slice(last.lastIndexOf(':') + 1)];
  return saidIn(candidates, choices, plain) ?? saidIn(candidates, choices, bare);
}

/** Choices of marks alone, as `**` of `***`, are the same without them: what fits several is none. */
function saidIn(
  candidates: readonly string[],
  choices: readonly string[],
  form: (text: string) => string,
): string | undefined {
  for (const said of candidates.map(form).filter((each) => each !== '')) {
    const [choice, ...others] = choices.filter((each) => form(each) === said);
    if (choice !== undefined && others.length === 0) return choice;
  }
  return undefined;
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** Without the marks that models put around a word. */
function bare(text: string): string {
  return text.replaceAll(/^[\s*_`"'([]+|[\s*_`"')\].!]+$/g, '').toLowerCase();
}
