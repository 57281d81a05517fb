// Models of the user's own, in real files, and how to ask them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { displayPath } from '../../src/dataset/display-path.ts';
import type { Request } from '../../src/plan/request.ts';
import type { Connection, Surroundings } from '../../src/provider/provider.ts';
import type { Params } from '../../src/task/params.ts';
import { cellsOf, requestOf, temporaryFolder } from '../schedule/fixture.ts';

export interface Ask {
  readonly params?: Params;
  readonly mode?: 'text' | 'chat';
  readonly trial?: number;
  readonly model?: string;
}

export function questionOf(
  text: string,
  { params = {}, trial = 0, ...settings }: Ask = {},
): Request {
  const [cell] = cellsOf({ settings: { params, ...settings } });
  return requestOf({ cell: cell!, text, trial });
}

/** A folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export function surroundingsOf(folder: string): Surroundings {
  return { folder, env: process.env, now: () => 0 };
}

/** Closed at the end of the test. */
export function closing({ transport, close }: Connection) {
  const letGo = async (): Promise<void> => close?.();
  onTestFinished(letGo);
  const never = new AbortController().signal;
  const ask = (text: string, how: Ask = {}, signal = never) =>
    transport(questionOf(text, how), signal);
  return { ask, close: letGo };
}

/** What a user sees where it cannot be used at all; the folder goes by its name. */
export async function refusal(opened: Promise<unknown>, folder = 'nowhere'): Promise<string> {
  try {
    await opened;
  } catch (error) {
    if (error instanceof UserError)
      return error.message.replaceAll(displayPath(folder), 'folder').replaceAll(folder, 'folder');
    throw error;
  }
  return 'not refused';
}
