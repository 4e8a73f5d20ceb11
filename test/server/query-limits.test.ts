import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { excessesOf } from '../../src/server/query-limits.ts';

function problems(query: string): readonly string[] {
  return excessesOf(parse(query)).map(({ message }) => message);
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
  ['too many aliases', `{ ${Array.from({ length: 101 }, (_, i) => `a${i}: hello`).join(' ')} }`, 'aliases, came 101'],
  ['too many fields', `{ order(id: "A") { ${'id '.repeat(2_001)} } }`, 'fields, came 2002'],
  ['too many at the root', `{ ${'hello '.repeat(51)} }`, 'fields at the root, came 51'],
  ['too many directives', `{ hello ${'@skip(if: false) '.repeat(51)} }`, 'directives, came 51'],
  ['too long a list', `{ echo(flags: [${'true '.repeat(1_001)}]) }`, 'items in one list, came 1001'],
  ['too long a text', `{ order(id: "${'x'.repeat(4_001)}") { id } }`, 'characters in one text, came 4001'],
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
