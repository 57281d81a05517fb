/** The run ended before a scorer had its answer: the completion has no score yet, which is not the same as being unscored. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
