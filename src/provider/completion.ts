/** One generated token with its log-probability, and the likeliest alternatives at its place. */
export interface TokenLogprob {
  readonly token: string;
  /** Natural logarithm, of the distribution before temperature and penalties. */
  readonly logprob: number;
  readonly top: readonly { readonly token: string; readonly logprob: number }[];
}

/** Why the text ended: a stop string, the model's own end, max_tokens, a content filter. */
export type FinishReason = 'stop' | 'end' | 'length' | 'filter' | 'unknown';

export interface Done {
  readonly status: 'done';
  /** Without the stop string. Leading blanks are kept: they belong to the answer. */
  readonly text: string;
  readonly finish: FinishReason;
  /** The provider's own word for it. */
  readonly finishRaw: string;
  /** In tokens of the provider's own kind; absent where it does not tell. */
  readonly usage?: { readonly in: number; readonly out: number };
  /** From sending to the last byte, in milliseconds. */
  readonly latencyMs: number;
  readonly logprobs?: readonly TokenLogprob[];
}

export interface Failed {
  readonly status: 'failed';
  readonly why: string;
}

/** What came back for a request. */
export type Completion = Done | Failed;
