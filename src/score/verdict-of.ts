/** Strictly: the whole answer, or its last line, is a choice, perhaps behind a colon. Undefined for everything else. */
export function verdictOf(text: string, choices: readonly string[]): string | undefined {
  const lines = text.trim().split('\n');
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  const candidates = [text, last, last.slice(last.lastIndexOf(':') + 1)].map(bare);
  return choices.find((choice) => candidates.includes(bare(choice)));
}

/** Without the marks that models put around a word. */
function bare(text: string): string {
  return text.replaceAll(/^[\s*_`"'([]+|[\s*_`"')\].!]+$/g, '').toLowerCase();
}
