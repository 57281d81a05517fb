/** One generated token with its log-probability, and the likeliest alternatives at its place. */
export interface TokenLogprob {
  readonly token: string;
  /** Natural logarithm, of the distribution before temperature and penalties. */
  readonly logprob: number;
  readonly top: readonly { readonly token: string; readonly logprob: number }[];
}

/** Why the text ended: a stop string, the model's own end, max_tokens, a content filter. */
export type FinishReason = 'stop' | 'end' | 'length' | 'filter' | 'unknown';

/** An attempt that failed and was followed by another. */
export interface Attempt {
  readonly why: string;
  /** When it had failed, in milliseconds from the first. */
  readonly atMs: number;
}

export interface Done {
  readonly status: 'done';
  /** Without the stop string. Leading blanks are kept: they belong to the answer. */
  readonly text: string;
  readonly finish: FinishReason;
  /** The provider's own word for it. */
  readonly finishRaw: string;
  /** In tokens of the provider's own kind; absent where it does not tell. */
  readonly usage?: { readonly in: number; readonly out: number; readonly cached?: number };
  /** From sending to the last byte, in milliseconds; absent where nobody timed it. */
  readonly latencyMs?: number;
  /** The cache gave it: it was neither paid for nor timed. */
  readonly cached?: true;
  readonly logprobs?: readonly TokenLogprob[];
  /** The attempts before this one. */
  readonly attempts?: readonly Attempt[];
}

/** What is known of a failure besides words. */
export interface Failure {
  readonly kind: 'timeout' | 'network' | 'status' | 'body';
  /** The status of the answer, where there was one. */
  readonly http?: number;
  /** Whether another attempt makes sense. */
  readonly retry: boolean;
  /** How long the server asks to wait, in milliseconds. */
  readonly waitMs?: number;
  /** Whether every other request would fail so, too: a wrong key, an unknown model. In a journal: it ended the run. */
  readonly fatal: boolean;
}

export interface Failed {
  readonly status: 'failed';
  readonly why: string;
  readonly failure?: Failure;
  /** All attempts, where there was more than one. */
  readonly attempts?: readonly Attempt[];
}

/** What came back for a request. */
export type Completion = Done | Failed;
