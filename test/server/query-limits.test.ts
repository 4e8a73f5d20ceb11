import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { limitQuery } from '../../src/server/query-limits.ts';
import { ordersSchema } from './orders-schema.ts';

function problems(query: string): readonly string[] {
  return validate(ordersSchema, parse(query), [limitQuery]).map(({ message }) => message);
}

const nested = (depth: number): string => (depth === 0 ? 'id' : `lines { ${nested(depth - 1)} }`);

test('what people ask is within the limits, introspection too', () => {
  expect(problems(`{ order(id: "A") { ${nested(5)} } }`)).toEqual([]);
  expect(
    problems(`{ __schema { types { fields { type { ${'ofType { '.repeat(30)} name ${'}'.repeat(30)} } } } } }`),
  ).toEqual([]);
});

test.each([
  ['too deep', `{ ${nested(25)} }`, 'levels of fields, came 26'],
  ['too many aliases', `{ ${Array.from({ length: 201 }, (_, i) => `a${i}: hello`).join(' ')} }`, 'aliases, came 201'],
  [
    'fragments of fragments',
    `{ ...f0 } ${Array.from({ length: 30 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f30 on Query { hello }`,
    'far more',
  ],
])('%s is refused', (_, query, message) => {
  expect(problems(query).join()).toContain(message);
});

test('a fragment in itself takes no time', () => {
  expect(problems('{ ...a } fragment a on Query { ...a hello }')).toEqual([]);
});
