import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importEngine, installLine } from '../../../src/provider/llama/engine.ts';
import { llamaProvider } from '../../../src/provider/llama/llama.ts';
import { bigramModel } from '../../gguf/bigram-model.ts';
import { installed, surroundingsOf } from '../../gguf/engine.ts';
import { temporaryFolder } from '../../schedule/fixture.ts';

const beginning = 'GGUF\u0003\0\0\0';

const absent = () =>
  importEngine(() => Promise.reject(Object.assign(new Error(), { code: 'ERR_MODULE_NOT_FOUND' })));

function folderWith(content: string | Buffer): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'model.gguf'), content);
  return folder;
}

const opened = (folder: string, importing = absent) =>
  llamaProvider({ importEngine: importing })
    .open('model.gguf', surroundingsOf(folder))
    .catch((error: Error) => error.message.replace(/the model .*model\.gguf/, 'the model M'));

test('without the package the message has the line that installs it', async () => {
  const message = await opened(folderWith(beginning));
  expect(message).toBe(
    'error[missing-package]: models in a GGUF file need llama.cpp, and the package node-llama-cpp is not installed\n' +
      `  = help: ${installLine()}`,
  );
});

test.each([
  ['linux', 'x64', '@node-llama-cpp/linux-x64@3'],
  ['linux', 'arm64', '@node-llama-cpp/linux-arm64@3'],
  ['darwin', 'arm64', '@node-llama-cpp/mac-arm64-metal@3'],
  ['win32', 'x64', '@node-llama-cpp/win-x64@3'],
])('the line for %s on %s names its build', (platform, arch, build) => {
  expect(installLine(platform, arch)).toBe(`npm install --omit=optional node-llama-cpp@3 ${build}`);
});

test('without its build for this machine the message is the same', async () => {
  const noBinary = () =>
    Promise.resolve({ getLlama: () => Promise.reject(new Error('NoBinaryFoundError')) });
  expect(await opened(folderWith(beginning), noBinary)).toBe(
    'error[missing-package]: models in a GGUF file need llama.cpp, and its build for this machine is not installed\n' +
      `  = help: ${installLine()}`,
  );
});

test('a package that is there and broken is no missing package', async () => {
  const broken = () => importEngine(() => Promise.reject(new Error('out of order')));
  expect(await opened(folderWith(beginning), broken)).toBe('out of order');
});

test('a missing file is told before the package is looked for', async () => {
  expect(await opened(temporaryFolder())).toBe(
    'error[file-not-found]: cannot read the model M: there is no such file',
  );
});

test.each(['', 'GG', 'a text file', 'GGUF', 'GGUF and text'])(
  'a file of %j is no GGUF file',
  async (content) => {
    expect(await opened(folderWith(content))).toBe(
      'error[file-not-found]: cannot read the model M: it is not a GGUF file',
    );
  },
);

test.skipIf(!installed).each([500, 8000, 100_000])(
  'a model cut off after %i bytes is refused',
  async (bytes) => {
    const file = bigramModel({}).subarray(0, bytes);
    const message = await opened(folderWith(file), () => importEngine());
    expect(message).toMatch(/^error\[file-not-found]: cannot read the model M: llama\.cpp says: ./);
  },
);
