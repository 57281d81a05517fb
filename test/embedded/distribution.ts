import { nextToken } from '../../src/embedded/next-token.ts';
import { readPrompt } from '../../src/embedded/reading.ts';

/** The first token's distribution by spelling. */
export function distributionAfter(prompt: string): Map<string, number> {
  const reading = readPrompt(prompt);
  const distribution = nextToken(reading, []);
  return new Map(reading.encoded.vocabulary.map((token, id) => [token, distribution[id]!]));
}

export const animals = [
  'Name the class: mammal, bird or fish.',
  'Animal: grey wolf\nClass: mammal',
  'Animal: grey heron\nClass: bird',
  'Animal: river trout\nClass: fish',
  'Animal: river otter\nClass: mammal',
  'Animal: green parrot\nClass: bird',
  'Animal: grey parrot or grey heron\nClass:',
].join('\n\n');

export const essay =
  'The river is long and the river is deep. The old mill stands by the river, and the old miller sleeps by the mill. ' +
  'When the rain comes the river rises, and when the sun comes the river falls. The miller knows the river and';
