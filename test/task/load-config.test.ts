import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatProblem, type Problem } from '../../src/base/problem.ts';
import { loadConfig, projectFolder } from '../../src/task/load-config.ts';
import { loadTask } from '../../src/task/load.ts';
import { temporaryFolder } from '../schedule/fixture.ts';
import { taskText } from './task-folder.ts';

const mine = { wire: 'openai', base_url: 'http://localhost:8000/v1' };

/** A project with a configuration; tasks are started two folders below. */
function project(config: string) {
  const root = temporaryFolder();
  const cwd = join(root, 'evals/deep');
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'kshot.config.yaml'), config);
  return { root, cwd };
}

async function load(cwd: string) {
  const problems: Problem[] = [];
  const providers = await loadConfig(cwd, problems);
  return { providers, said: problems.map(formatProblem).join('\n\n') };
}

test('the configuration stands beside the nearest package.json', async () => {
  const { root, cwd } = project(`providers: { mine: ${JSON.stringify(mine)} }`);
  expect(projectFolder(cwd)).toBe(root);
  expect(await load(cwd)).toEqual({ providers: { mine }, said: '' });
  writeFileSync(join(cwd, 'package.json'), '{}');
  expect(await load(cwd)).toEqual({ providers: {}, said: '' });
});

test('without a package.json it stands in the working directory', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'kshot.config.yaml'), `providers: { mine: ${JSON.stringify(mine)} }`);
  expect(await load(folder)).toEqual({ providers: { mine }, said: '' });
});

test.each(['', '# nothing yet\n', '{}', 'providers: {}'])(
  'a configuration that says nothing is fine: %j',
  async (config) => {
    expect(await load(project(config).cwd)).toEqual({ providers: {}, said: '' });
  },
);

test('its mistakes are told where they stand in it', async () => {
  const { cwd } = project(`providers:
  mine:
    wire: opnai
    base_url: localhost:8000/v1
    api_key_env: sk-1234
    prize: { input: 1 }
provider: {}
`);
  expect((await load(cwd)).said).toMatchInlineSnapshot(`
    "error[out-of-range]: providers.mine.wire is the text "opnai", but must be one of together-inference, openai, openai-completions, openai-chat, llamacpp-completion, ollama-generate, tgi-generate, anthropic-messages, gemini-generate
      --> ../../kshot.config.yaml:3:11
      |
    3 |     wire: opnai
      |           ^^^^^
      = help: did you mean "openai"?

    error[out-of-range]: providers.mine.base_url is the text "localhost:8000/v1", which is no URL
      --> ../../kshot.config.yaml:4:15
      |
    4 |     base_url: localhost:8000/v1
      |               ^^^^^^^^^^^^^^^^^
      = help: Up to, without, the path of the route: http://localhost:8000/v1.

    error[out-of-range]: providers.mine.api_key_env is the text "sk-1234", which is not of the form /^[A-Za-z_]\\w*$/
      --> ../../kshot.config.yaml:5:18
      |
    5 |     api_key_env: sk-1234
      |                  ^^^^^^^
      = help: The NAME of the environment variable that holds the key.

    error[unknown-key]: unknown key "prize"
      --> ../../kshot.config.yaml:6:5
      |
    6 |     prize: { input: 1 }
      |     ^^^^^
      = help: did you mean "price"?

    error[unknown-key]: unknown key "provider"
      --> ../../kshot.config.yaml:7:1
      |
    7 | provider: {}
      | ^^^^^^^^
      = help: did you mean "providers"?"
  `);
});

test('what is not YAML is told, too', async () => {
  expect((await load(project('providers: [').cwd)).said).toMatchInlineSnapshot(`
    "error[yaml-syntax]: flow sequence in block collection must be sufficiently indented and end with a ]
      --> ../../kshot.config.yaml:1:13
      |
    1 | providers: [
      |             ^"
  `);
});

test('mistakes of the task are told first, then those of the configuration', async () => {
  const { cwd } = project('providrs: {}\n');
  writeFileSync(join(cwd, 'task.yaml'), taskText('trails: 3'));
  await expect(loadTask('task.yaml', [], cwd)).rejects.toThrowErrorMatchingInlineSnapshot(`
    [UserError: error[unknown-key]: unknown key "trails"
      --> task.yaml:5:1
      |
    5 | trails: 3
      | ^^^^^^
      = help: did you mean "trials"?

    error[unknown-key]: unknown key "providrs"
      --> ../../kshot.config.yaml:1:1
      |
    1 | providrs: {}
      | ^^^^^^^^
      = help: did you mean "providers"?]
  `);
});

test('a server of the task wins over one of the configuration with the same name', async () => {
  const { cwd } = project(
    `providers: { mine: ${JSON.stringify(mine)}, other: ${JSON.stringify(mine)} }`,
  );
  const own = { wire: 'tgi-generate', base_url: 'http://localhost:3000' };
  writeFileSync(join(cwd, 'task.yaml'), taskText(`providers: { mine: ${JSON.stringify(own)} }`));
  const { task } = await loadTask('task.yaml', [], cwd);
  expect(task.providers).toEqual({ mine: own, other: mine });
});
