import { expect, test } from 'vitest';
import { promptChanges } from '../../src/baseline/prompt-changes.ts';
import type { Asked, RunScores, ScoredCell } from '../../src/baseline/run-scores.ts';
import type { ExamplePart } from '../../src/plan/example.ts';

const template = { instruction: 'Answer.', input: 'Q: {{q}}', output: ' {{a}}', separator: '\n' };
const params = { template: 'plain', temperature: 0, 'shots.count': 1, 'shots.select': 'first' };

interface Shape {
  readonly id?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly texts?: Partial<typeof template>;
  readonly row?: string;
  readonly shots?: readonly string[];
  readonly parts?: readonly ExamplePart[];
  readonly names?: readonly string[];
}

type Side = Pick<RunScores, 'cells' | 'asked'>;

/** Cells that are all alike but for their names. */
function side(shape: Shape = {}): Side {
  const { id = 'same', texts = {}, row = 'r1', shots = ['s1'], names = ['default'] } = shape;
  const { parts = [{ kind: 'query', text: 'Q: why?' }] } = shape;
  const cells = names.map((name): ScoredCell => ({
    id,
    name,
    axes: {},
    params: { ...params, ...shape.params },
  }));
  const prompt = { shots, parts: parts.map((_, index) => index) };
  const example = { row, parts, prompts: [prompt], cells: names.map(() => 0) };
  const asked: Asked = { templates: { plain: { ...template, ...texts } }, example };
  return { cells, asked };
}

function changes(before: Side, after: Side) {
  const pairs = after.cells.map((_, index) => [index, index] as const);
  return promptChanges(before, after, { cells: pairs });
}

test('nothing has changed in what is asked alike', () => {
  expect(changes(side(), side())).toEqual([]);
});

test('parameters, fields of the template and shots are told by name', () => {
  const after = side({
    params: { temperature: 0.7, top_p: 0.9 },
    texts: { input: 'Question: {{q}}' },
    shots: ['s2'],
    parts: [{ kind: 'query', text: 'Question: why?' }],
  });
  expect(changes(side(), after)).toEqual([
    {
      cells: ['default'],
      settings: [
        { name: 'temperature', before: 0, after: 0.7 },
        { name: 'top_p', after: 0.9 },
      ],
      template: ['input'],
      shots: { removed: ['s1'], added: ['s2'] },
      prompt: { row: 'r1', before: 'Q: why?', after: 'Question: why?' },
    },
  ]);
});

test('shots in another order are the same shots', () => {
  const [one] = changes(side({ shots: ['s1', 's2'] }), side({ shots: ['s2', 's1'] }));
  expect(one?.shots).toEqual({ removed: [], added: [], reordered: true });
});

test('without shots it does not matter how they are chosen, nor how a template is called', () => {
  const after = side({ params: { 'shots.count': 0, 'shots.select': 'random' } });
  expect(changes(side(), after)[0]?.settings).toEqual([
    { name: 'shots.count', before: 1, after: 0 },
  ]);
});

test('of a chat the messages are shown, each behind its role', () => {
  const chat = (text: string) =>
    side({
      parts: [
        { kind: 'system', text },
        { kind: 'user', text: 'Why?' },
      ],
    });
  expect(changes(chat('Be brief.'), chat('Be kind.'))[0]?.prompt).toEqual({
    row: 'r1',
    before: 'system: Be brief.\nuser: Why?\n',
    after: 'system: Be kind.\nuser: Why?\n',
  });
});

test('cells that have changed alike stand together', () => {
  const names = ['k=0', 'k=1'];
  const after = side({ names, params: { temperature: 1 } });
  expect(changes(side({ names }), after).map(({ cells }) => cells)).toEqual([names]);
});

test('prompts of different rows are not compared, and it is told', () => {
  const after = side({ row: 'r2', params: { temperature: 1 }, parts: [] });
  expect(changes(side(), after)).toEqual([
    {
      cells: ['default'],
      settings: [{ name: 'temperature', before: 0, after: 1 }],
      template: [],
      unknown: 'the prompts that were kept are of different rows, r1 and r2: they are not compared',
    },
  ]);
});

test('of a run that kept nothing no more is known than that it asked otherwise', () => {
  const bare = { cells: [{ id: 'same', name: 'default', axes: {} }] };
  expect([changes(bare, side()), changes(bare, side({ id: 'other' }))]).toEqual([
    [],
    [
      {
        cells: ['default'],
        settings: [],
        template: [],
        unknown: 'the one before keeps no prompts to show what',
      },
    ],
  ]);
});
