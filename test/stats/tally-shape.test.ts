import { expect, test } from 'vitest';
import { shapeOf } from '../../src/stats/tally-shape.ts';
import { taskFolder } from '../prompt/task-folder.ts';
import { exactMatch } from '../report/fixture.ts';

const csv = 'id,q,a,author\nr1,one,1,kim\nr2,two,2,lee\nr3,three,3,kim\n';

async function shapeWith(dataset: string) {
  const folder = taskFolder({
    'task.yaml': `name: t
template: { input: "{{q}}", output: " {{a}}" }
score: [exact_match]
dataset: ${dataset}
`,
    'rows.csv': csv,
  });
  const [rows] = await folder.open({ shots: 0 });
  return shapeOf(rows!, [exactMatch]);
}

test('the tally knows the cluster of each row', async () => {
  expect(await shapeWith('{ path: rows.csv, cluster: author }')).toEqual({
    rows: 3,
    kinds: ['binary'],
    clusters: Uint32Array.of(0, 1, 0),
  });
});

test('without clusters it knows only how many rows there are', async () => {
  expect(await shapeWith('rows.csv')).toEqual({ rows: 3, kinds: ['binary'] });
});
