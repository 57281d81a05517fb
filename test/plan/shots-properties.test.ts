// What decides a row's shots: seed, pool and row, and nothing else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../src/dataset/row.ts';
import { checkRows } from '../../src/plan/check-rows.ts';
import { requestMaker, type Plan } from '../../src/plan/plan.ts';
import { recordKey, type Request } from '../../src/plan/request.ts';
import type { Task } from '../../src/task/task.ts';
import { rowOf } from '../prompt/rows.ts';
import { planOf, stream } from './plan-of.ts';

const word = fc.constantFrom('red', 'green', 'tea', 'milk', 'and', '茶');
const question = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const item = fc.record({ q: question, a: fc.constantFrom('yes', 'no') });
const tables = fc
  .array(item, { minLength: 3, maxLength: 10 })
  .map((items) => items.map((values, index) => rowOf(values, `k${index}`, index)));
const axes = {
  'shots.count': [0, 1, 3],
  'shots.select': ['first', 'random', 'balanced', 'nearest'],
  'shots.order': ['given', 'shuffled', 'similar-last', 'p1'],
};
const shots = fc.record({
  select: fc.constant('random' as const),
  seed: fc.nat(3),
  per: fc.constantFrom('run' as const, 'row' as const),
});

function makePlanOf(pool: readonly Row[], given: NonNullable<Task['shots']>): Plan {
  return planOf(axes, pool, { shots: given, trials: 2 });
}

function requestsFor(plan: Plan, row: Row): Generator<Request> {
  return requestMaker(plan)([row]);
}

/** Everything that would be sent for a row. */
function keysOf(requests: Iterable<Request>): string[] {
  return Array.from(requests, recordKey);
}

test('which other rows are asked, and in which order, changes nothing', () => {
  const some = tables.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows)));
  fc.assert(
    fc.property(some, shots, ([rows, asked], given) => {
      const plan = makePlanOf(rows, given);
      const whole = new Map(rows.map((row) => [row.key, keysOf(requestsFor(plan, row))]));
      const fresh = makePlanOf(rows, given);
      for (const [index, row] of asked.entries())
        expect(keysOf(requestsFor(fresh, { ...row, index }))).toEqual(whole.get(row.key));
    }),
    { numRuns: 30 },
  );
});

test('rows that are asked at the same time do not disturb each other', () => {
  fc.assert(
    fc.property(tables, shots, fc.infiniteStream(fc.nat(9)), (rows, given, turns) => {
      const plan = makePlanOf(rows, given);
      const alone = rows.map((row) => keysOf(requestsFor(makePlanOf(rows, given), row)));
      const open = rows.map((row) => ({ requests: requestsFor(plan, row), keys: [] as string[] }));
      const pending = new Set(open);
      for (const turn of turns) {
        const one = [...pending][turn % pending.size]!;
        const { value, done } = one.requests.next();
        if (done === true) pending.delete(one);
        else one.keys.push(recordKey(value));
        if (pending.size === 0) break;
      }
      expect(open.map(({ keys }) => keys)).toEqual(alone);
    }),
    { numRuns: 30 },
  );
});

test('the other cells of the grid change nothing', () => {
  fc.assert(
    fc.property(tables, shots, (rows, given) => {
      const whole = makePlanOf(rows, given);
      const all = new Map(
        [...requestsFor(whole, rows[0]!)].map((request) => [request.cell.id, request.prompt]),
      );
      for (const cell of whole.cells.toReversed()) {
        const [request] = requestsFor({ ...whole, cells: [cell], trials: 1 }, rows[0]!);
        expect(request!.prompt).toEqual(all.get(cell.id));
      }
    }),
    { numRuns: 30 },
  );
});

test('a row is never among its own shots, and where the check is silent the counts are exact', async () => {
  await fc.assert(
    fc.asyncProperty(tables, shots, async (rows, given) => {
      const plan = makePlanOf(rows, given);
      const requests = rows.flatMap((row) => [...requestsFor(plan, row)]);
      for (const { prompt, row } of requests) {
        const own = rows.filter(({ values }) => values['q'] === row.values['q']);
        expect(own.filter(({ key }) => prompt.shots.includes(key))).toEqual([]);
      }
      const short = requests.some(
        ({ prompt, cell }) => prompt.shots.length < cell.settings.shots.count,
      );
      const problems = await checkRows(plan, stream(rows), 'rows.csv');
      expect(problems.map(({ code }) => code)).toEqual(short ? ['pool-too-small'] : []);
    }),
    { numRuns: 40 },
  );
});
