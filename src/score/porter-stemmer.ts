// Porter's stemmer (Program 14.3, 1980) with the extensions of NLTK's default mode, which rouge_score uses.

type Condition = (stem: string) => boolean;

/** If the word ends in the suffix, the suffix is replaced where the condition holds of the rest; no later rule is tried. */
type Rule = readonly [suffix: string, replacement: string, condition: Condition];

const irregular: ReadonlyMap<string, string> = new Map([
  ['skies', 'sky'],
  ['sky', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['news', 'news'],
  ['innings', 'inning'],
  ['inning', 'inning'],
  ['outings', 'outing'],
  ['outing', 'outing'],
  ['cannings', 'canning'],
  ['canning', 'canning'],
  ['howe', 'howe'],
  ['proceed', 'proceed'],
  ['exceed', 'exceed'],
  ['succeed', 'succeed'],
]);

const always: Condition = () => true;
const measured: Condition = (stem) => measure(stem) > 0;
const measuredTwice: Condition = (stem) => measure(stem) > 1;

const plural: readonly Rule[] = [
  ['sses', 'ss', always],
  ['ies', 'i', always],
  ['ss', 'ss', always],
  ['s', '', always],
];

const restored: readonly Rule[] = [
  ['at', 'ate', always],
  ['bl', 'ble', always],
  ['iz', 'ize', always],
];

const derived: readonly Rule[] = [
  ['ational', 'ate', measured],
  ['tional', 'tion', measured],
  ['enci', 'ence', measured],
  ['anci', 'ance', measured],
  ['izer', 'ize', measured],
  ['bli', 'ble', measured],
  ['alli', 'al', measured],
  ['entli', 'ent', measured],
  ['eli', 'e', measured],
  ['ousli', 'ous', measured],
  ['ization', 'ize', measured],
  ['ation', 'ate', measured],
  ['ator', 'ate', measured],
  ['alism', 'al', measured],
  ['iveness', 'ive', measured],
  ['fulness', 'ful', measured],
  ['ousness', 'ous', measured],
  ['aliti', 'al', measured],
  ['iviti', 'ive', measured],
  ['biliti', 'ble', measured],
  ['fulli', 'ful', measured],
  // The l counts as part of the stem, so that geology and theology are stemmed like archaeology.
  ['logi', 'log', (stem) => measured(`${stem}l`)],
];

const adjectival: readonly Rule[] = [
  ['icate', 'ic', measured],
  ['ative', '', measured],
  ['alize', 'al', measured],
  ['iciti', 'ic', measured],
  ['ical', 'ic', measured],
  ['ful', '', measured],
  ['ness', '', measured],
];

const residual: readonly Rule[] = [
  ...plainly('al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent'),
  ['ion', '', (stem) => measuredTwice(stem) && /[st]$/.test(stem)],
  ...plainly('ou', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize'),
];

function plainly(...suffixes: readonly string[]): Rule[] {
  return suffixes.map((suffix) => [suffix, '', measuredTwice]);
}

const steps: readonly ((word: string) => string)[] = [
  dropPlural,
  dropPastAndGerund,
  replaceFinalY,
  shortenDerived,
  (word) => apply(adjectival, word),
  (word) => apply(residual, word),
  dropFinalE,
  dropDoubleL,
];

/** The stem of a lower-case English word. */
export function porterStem(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  return word.length <= 2 ? word : steps.reduce((stem, step) => step(stem), word);
}

function apply(rules: readonly Rule[], word: string): string {
  const rule = rules.find(([suffix]) => word.endsWith(suffix));
  if (!rule) return word;
  const [suffix, replacement, condition] = rule;
  const stem = word.slice(0, word.length - suffix.length);
  return condition(stem) ? stem + replacement : word;
}

function dropPlural(word: string): string {
  return /^.ies$/.test(word) ? word.slice(0, -1) : apply(plural, word);
}

function dropPastAndGerund(word: string): string {
  if (word.endsWith('ied')) return word.slice(0, word.length === 4 ? -1 : -2);
  if (word.endsWith('eed')) return apply([['eed', 'ee', measured]], word);
  const stem = /^(.*)(?:ed|ing)$/.exec(word)?.[1];
  return stem !== undefined && hasVowel(stem) ? mendStem(stem) : word;
}

/** Puts back what the ending took: conflat(ed) -> conflate, hopp(ing) -> hop, fil(ing) -> file. */
function mendStem(stem: string): string {
  const mended = apply(restored, stem);
  if (mended !== stem) return mended;
  if (stem.at(-1) === stem.at(-2) && endsInConsonant(stem))
    return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function replaceFinalY(word: string): string {
  const stem = word.slice(0, -1);
  return word.endsWith('y') && stem.length > 1 && endsInConsonant(stem) ? `${stem}i` : word;
}

function shortenDerived(word: string): string {
  if (word.endsWith('alli') && measured(word.slice(0, -4)))
    return shortenDerived(word.slice(0, -2));
  return apply(derived, word);
}

function dropFinalE(word: string): string {
  if (!word.endsWith('e')) return word;
  const stem = word.slice(0, -1);
  const count = measure(stem);
  return count > 1 || (count === 1 && !endsShort(stem)) ? stem : word;
}

function dropDoubleL(word: string): string {
  const shorter = word.slice(0, -1);
  return word.endsWith('ll') && measuredTwice(shorter) ? shorter : word;
}

/** Porter's m: how often a vowel is followed by a consonant. */
function measure(stem: string): number {
  return shapeOf(stem).split('vc').length - 1;
}

function hasVowel(stem: string): boolean {
  return shapeOf(stem).includes('v');
}

function endsInConsonant(word: string): boolean {
  return shapeOf(word).endsWith('c');
}

/** Consonant, vowel, consonant other than w, x, y; or just vowel, consonant. */
function endsShort(word: string): boolean {
  const shape = shapeOf(word);
  return shape === 'vc' || (shape.endsWith('cvc') && !/[wxy]$/.test(word));
}

/** A c for every consonant, a v for every vowel. A y is a vowel after a consonant. */
function shapeOf(word: string): string {
  let shape = '';
  for (const letter of word) {
    const vowel = 'aeiou'.includes(letter) || (letter === 'y' && shape.endsWith('c'));
    shape += vowel ? 'v' : 'c';
  }
  return shape;
}
