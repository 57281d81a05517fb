// No parameter is lost on the way: each is in the body, or its absence is told beforehand.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endpointNames } from '../../../src/provider/endpoint-names.ts';
import { makeRegistry } from '../../../src/provider/registry.ts';
import {
  paramNames,
  paramsSchema,
  stopList,
  type ParamName,
  type Params,
} from '../../../src/task/params.ts';
import { dialects, wireNames, type ProviderSettings } from '../../../src/task/provider-schema.ts';
import { requestWith } from './ask.ts';

const base_url = 'http://127.0.0.1:1';

const own = Object.fromEntries(
  wireNames.flatMap((wire) =>
    dialects.map((dialect): [string, ProviderSettings] => {
      const settings = { wire, dialect, base_url };
      return [`${wire}-${dialect}`, settings];
    }),
  ),
);
const renamed = {
  wire: 'openai',
  base_url,
  params: { max_tokens: 'max_new', stop: 'until', top_k: 'k', seed: false },
} as const;

const registry = await makeRegistry({ ...own, renamed });
const models = ['acme/m', 'gpt-5', 'o3-mini', 'gemini-3-pro', 'claude-haiku-4-5'];

const targets = [...endpointNames, ...Object.keys(own), 'renamed'].flatMap((name) =>
  registry.find(name)!.modes.map((mode) => ({ name, mode })),
);

/** Values that stand nowhere else in a body: no two of a set are equal. */
const params: fc.Arbitrary<Params> = fc.record(
  {
    max_tokens: fc.integer({ min: 1001, max: 1999 }),
    stop: fc.oneof(
      fc.constantFrom('END', '\n', '\n\n', '##'),
      fc.uniqueArray(fc.constantFrom('a1', 'b2', 'c3', '\n'), { maxLength: 4 }),
    ),
    temperature: fc.constantFrom(0, 0.5, 1.25),
    top_p: fc.constantFrom(0.11, 0.93, 1),
    top_k: fc.constantFrom(0, 40, 77),
    repetition_penalty: fc.constantFrom(1.03, 1.07),
    logprobs: fc.integer({ min: 0, max: 5 }),
    seed: fc.integer({ min: 2001, max: 2999 }),
    min_p: fc.constantFrom(0.013, 0.017),
    presence_penalty: fc.constantFrom(-1.51, 1.52),
    frequency_penalty: fc.constantFrom(-1.71, 1.72),
  },
  { requiredKeys: [] },
);

/** Every number, text and boolean of a body, at whatever depth. */
function leaves(body: unknown): unknown[] {
  if (typeof body !== 'object' || body === null) return [body];
  return Object.values(body).flatMap(leaves);
}

/** What a server may be told instead of a value that means the same: nothing, or another word. */
const equivalents: Readonly<Partial<Record<ParamName, (value: never) => boolean>>> = {
  top_p: (value: number) => value === 1,
  top_k: (value: number) => value === 0,
  logprobs: (value: number) => value === 0,
};

function isCarried(name: ParamName, value: NonNullable<Params[ParamName]>, body: object): boolean {
  const said = leaves(body);
  if (name === 'stop') {
    // White space alone is cut on our side where a server refuses it.
    const stops = stopList(value as string).filter((text) => text.trim() !== '');
    return stops.every((text) => said.includes(text));
  }
  if (name === 'temperature' && value === 0) return said.includes(0) || said.includes(false);
  return said.includes(value) || (equivalents[name]?.(value as never) ?? false);
}

test.for(targets)('$name, $mode: every parameter is sent or refused', ({ name, mode }) => {
  const provider = registry.find(name)!;
  fc.assert(
    fc.property(params, fc.constantFrom(...models), (given, model) => {
      expect(paramsSchema.safeParse(given).success).toBe(true);
      const request = { ...requestWith(given, mode), provider: name, model };
      const capabilities = provider.capabilities(model, mode);
      const { body } = provider.wire!(request);
      const missing = paramNames.filter((param) => {
        const value = given[param];
        if (value === undefined || 'unsupported' in capabilities[param]) return false;
        return !isCarried(param, value, body);
      });
      expect(missing).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test.for(targets)('$name, $mode: what is refused is not sent', (target) => {
  const { name, mode } = target;
  const provider = registry.find(name)!;
  fc.assert(
    fc.property(params, fc.constantFrom(...models), (given, model) => {
      const capabilities = provider.capabilities(model, mode);
      const refused = paramNames.filter((param) => 'unsupported' in capabilities[param]);
      const without = Object.fromEntries(
        Object.entries(given).filter(([param]) => !refused.includes(param as ParamName)),
      );
      const bodyOf = (own: Params) =>
        provider.wire!({ ...requestWith(own, mode), provider: name, model }).body;
      expect(bodyOf(given)).toEqual(bodyOf(without));
    }),
    { numRuns: 20 },
  );
});
