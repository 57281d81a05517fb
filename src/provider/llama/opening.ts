// A path in, a loaded model out. All models of the process share one engine, so that it can divide the cores among them.
import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { errorOf, UserError } from '../../base/problem.ts';
import { displayPath } from '../../dataset/display-path.ts';
import { missing, type Engine, type ImportEngine, type Llama, type Model } from './engine.ts';

const versions = [1, 2, 3];

/** Its own default is four threads even on two cores, which is slower a thousand times. */
export const cores = availableParallelism();

export interface OpenModel {
  readonly model: Model;
  readonly close: () => Promise<void>;
}

/** Throws a UserError for a file that is no model, and where llama.cpp is missing. */
export async function openModel(path: string, importEngine: ImportEngine): Promise<OpenModel> {
  await checkFile(path);
  const engine = await shared.join(importEngine);
  try {
    const model = await load(engine, path);
    const close = async () => {
      await model.dispose();
      await shared.leave();
    };
    return { model, close };
  } catch (error) {
    await shared.leave();
    throw error;
  }
}

async function checkFile(path: string): Promise<void> {
  const start = Buffer.alloc(8);
  try {
    const file = await open(path);
    await file.read(start, 0, 8, 0).finally(() => file.close());
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw unreadable(path, code === 'ENOENT' ? 'there is no such file' : message);
  }
  // Of anything else the engine believes every number that it reads, and does not come back.
  const isGguf = start.toString('latin1', 0, 4) === 'GGUF' && versions.includes(start[4]!);
  if (!isGguf) throw unreadable(path, 'it is not a GGUF file');
}

async function load(llama: Llama, path: string): Promise<Model> {
  try {
    return await llama.loadModel({ modelPath: path });
  } catch (error) {
    throw unreadable(path, `llama.cpp says: ${(error as Error).message}`);
  }
}

function unreadable(path: string, why: string): UserError {
  const message = `cannot read the model ${displayPath(path)}: ${why}`;
  return new UserError([errorOf('file-not-found', message)]);
}

async function start(engine: Engine): Promise<Llama> {
  try {
    return await engine.getLlama({
      gpu: 'auto',
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logger: () => {},
      maxThreads: cores,
    });
  } catch (error) {
    if ((error as Error).name !== 'NoBinaryFoundError' && !/NoBinaryFound/.test(String(error)))
      throw error;
    throw missing('its build for this machine is not installed');
  }
}

const shared = (() => {
  let running: Promise<Llama> | undefined;
  let users = 0;
  return {
    async join(importEngine: ImportEngine): Promise<Llama> {
      running ??= importEngine().then(start);
      users++;
      try {
        return await running;
      } catch (error) {
        users--;
        running = undefined;
        throw error;
      }
    },
    async leave(): Promise<void> {
      users--;
      if (users > 0) return;
      const llama = await running;
      running = undefined;
      await llama?.dispose();
    },
  };
})();
