import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { githubWorkflow, workflowFile } from '../../src/command/workflow.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: object;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, { permissions: object; steps: readonly Step[] }>>;
}

const text = githubWorkflow('1.2.3');
const workflow = parse(text, { strict: true, uniqueKeys: true }) as Workflow;
const { permissions, steps } = workflow.jobs['evals']!;

test('it stands where GitHub looks, for pull requests and the main branch', () => {
  expect(workflowFile).toBe('.github/workflows/kshot.yaml');
  expect(workflow.on).toEqual({ pull_request: null, push: { branches: ['main'] } });
});

test('it may read, and comment, and nothing else', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
});

test('every step has keys that GitHub knows, and actions have their major version', () => {
  const known = ['name', 'id', 'if', 'uses', 'run', 'with', 'env'];
  expect(steps.flatMap((step) => Object.keys(step)).filter((key) => !known.includes(key))).toEqual(
    [],
  );
  expect(steps.flatMap(({ uses }) => uses ?? [])).toMatchInlineSnapshot(`
    [
      "actions/checkout@v5",
      "actions/setup-node@v5",
      "actions/cache/restore@v4",
      "actions/cache/save@v4",
      "actions/upload-artifact@v4",
    ]
  `);
});

test('it runs this version, by a command of today', () => {
  expect(steps.find(({ run }) => run?.startsWith('npx'))?.run).toMatchInlineSnapshot(
    `"npx --yes kshot@1.2.3 run evals/*.yaml --report github --report junit=reports/kshot.xml --report markdown=reports/kshot.md"`,
  );
});

test('answers are kept, reports uploaded and told even where a gate does not hold', () => {
  expect(steps.flatMap((step) => step.if ?? [])).toMatchInlineSnapshot(`
    [
      "\${{ !cancelled() && steps.answers.outputs.cache-hit != 'true' }}",
      "\${{ !cancelled() }}",
      "\${{ !cancelled() && github.event.pull_request.head.repo.full_name == github.repository }}",
    ]
  `);
});

test('no expression stands in a script, where what it holds could be run', () => {
  const scripts = steps.flatMap(({ run }) => run ?? []);
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
});
