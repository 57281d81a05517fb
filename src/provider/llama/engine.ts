// The part of node-llama-cpp that is used, and how it comes in: an optional peer, so nothing here may need its types.
import { errorOf, UserError } from '../../base/problem.ts';

export interface Engine {
  getLlama(options: Readonly<Record<string, unknown>>): Promise<Llama>;
}

export interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<Model>;
  dispose(): Promise<void>;
}

export interface Model {
  /** In tokens, as it was trained. */
  readonly trainContextSize: number;
  readonly tokens: { readonly bos: number | null; readonly shouldPrependBosToken: boolean };
  tokenize(text: string, specialTokens: boolean): number[];
  detokenize(tokens: readonly number[], specialTokens: boolean, before: readonly number[]): string;
  isEogToken(token: number): boolean;
  createContext(options: ContextOptions): Promise<Context>;
  dispose(): Promise<void>;
}

interface ContextOptions {
  readonly contextSize: number;
  readonly threads: number;
}

export interface Context {
  getSequence(): Sequence;
  dispose(): Promise<void>;
}

export interface Sequence {
  readonly contextSize: number;
  /** How many tokens its state holds. */
  readonly nextTokenIndex: number;
  adaptStateToTokens(tokens: readonly number[], allowShift: boolean): Promise<void>;
  eraseContextTokenRanges(ranges: readonly { start: number; end: number }[]): Promise<void>;
  controlledEvaluate(
    input: readonly (number | readonly [number, { readonly generateNext: Wanted }])[],
  ): Promise<readonly ({ readonly next: Next } | undefined)[]>;
}

/** What to tell of the place after a token. */
export interface Wanted {
  readonly token?: true;
  readonly logits?: {
    readonly filter: { readonly tokens: readonly number[]; readonly includeTop: number };
  };
  readonly totalLogitWeight?: true;
  readonly options: SamplerOptions;
}

export interface SamplerOptions {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP: number;
  readonly seed: number;
  readonly repeatPenalty?: {
    readonly punishTokens: readonly number[];
    readonly maxPunishTokens: number;
    readonly penalty: number;
    readonly frequencyPenalty: number;
    readonly presencePenalty: number;
  };
}

export interface Next {
  readonly token?: number | null;
  readonly logits?: ReadonlyMap<number, number>;
  /** The sum of exp(logit - largest logit). */
  readonly totalLogitWeight?: number;
}

export type ImportEngine = () => Promise<Engine>;

// A name that the compiler does not know beforehand: it need not be there.
const packageName: string = 'node-llama-cpp';

export async function importEngine(
  load: () => Promise<unknown> = () => import(packageName),
): Promise<Engine> {
  try {
    return (await load()) as Engine;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw missing('the package node-llama-cpp is not installed');
  }
}

export function missing(what: string): UserError {
  const message = `models in a GGUF file need llama.cpp, and ${what}`;
  return new UserError([errorOf('missing-package', message, undefined, installLine())]);
}

const builds: Readonly<Record<string, string>> = {
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'linux-arm': 'linux-armv7l',
  'win32-arm64': 'win-arm64',
  'win32-x64': 'win-x64',
};

/** Without `--omit=optional` the builds for every graphics card arrive with it: 734 MB instead of 77. */
export function installLine(
  platform: string = process.platform,
  arch: string = process.arch,
): string {
  const name = `${platform}-${arch}`;
  const build = builds[name] ?? name;
  return `npm install --omit=optional node-llama-cpp@3 @node-llama-cpp/${build}@3`;
}
