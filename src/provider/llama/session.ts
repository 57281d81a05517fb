// A model in, one state of it out that every prompt continues from where it differs from the one before.
import type { Context, Model, Next, Sequence, Wanted } from './engine.ts';

export interface Needs {
  /** How many tokens prompt and answer have together. */
  readonly tokens: number;
  readonly threads: number;
}

/** As many tokens are evaluated between two looks at whether to stop. */
const chunkSize = 512;

/** Grows by doubling: the memory of a context is reserved for all of its tokens. */
const smallest = 4096;

export class Session {
  readonly #model: Model;
  #context: Context | undefined;
  #sequence: Sequence | undefined;
  #size = 0;
  #threads = 0;

  constructor(model: Model) {
    this.#model = model;
  }

  /** Makes room. Asked for more than the model was trained on, it gives that. */
  async prepare({ tokens, threads }: Needs): Promise<void> {
    let size = Math.max(smallest, this.#size);
    while (size < tokens + 1) size *= 2;
    size = Math.min(size, this.#model.trainContextSize);
    if (this.#context && size <= this.#size && threads === this.#threads) return;
    await this.close();
    this.#context = await this.#model.createContext({ contextSize: size, threads });
    this.#sequence = this.#context.getSequence();
    this.#size = size;
    this.#threads = threads;
  }

  /** How many more tokens it can take. The engine keeps one place free; beyond it would silently forget the first. */
  get room(): number {
    return Math.min(this.#size, this.#state.contextSize) - 1 - this.#state.nextTokenIndex;
  }

  /** Keeps what the state has in common with the prompt and forgets the rest; how many tokens are kept. The last one never is: the answer begins after it. */
  async rewind(prompt: readonly number[]): Promise<number> {
    await this.#state.adaptStateToTokens(prompt.slice(0, -1), false);
    return this.#state.nextTokenIndex;
  }

  async forgetAll(): Promise<void> {
    await this.#state.eraseContextTokenRanges([{ start: 0, end: this.#state.nextTokenIndex }]);
  }

  async forgetLast(): Promise<void> {
    const end = this.#state.nextTokenIndex;
    await this.#state.eraseContextTokenRanges([{ start: end - 1, end }]);
  }

  /** Takes the tokens in, and tells what is wanted of the place after the last. */
  async read(tokens: readonly number[], wanted: Wanted, signal: AbortSignal): Promise<Next> {
    const last = tokens.length - 1;
    for (let start = 0; start < last; start += chunkSize) {
      signal.throwIfAborted();
      await this.#state.controlledEvaluate(tokens.slice(start, Math.min(start + chunkSize, last)));
    }
    const [output] = await this.#state.controlledEvaluate([
      [tokens[last]!, { generateNext: wanted }],
    ]);
    return output!.next;
  }

  async close(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    this.#sequence = undefined;
    this.#size = 0;
    await context?.dispose();
  }

  get #state(): Sequence {
    if (!this.#sequence) throw new Error('the session is not prepared');
    return this.#sequence;
  }
}
