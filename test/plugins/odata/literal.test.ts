import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../../plugins/odata/filter.ts';
import { isSameValue, jsonOf, literalOf } from '../../../plugins/odata/literal.ts';
import type { BoundKind } from '../../../plugins/odata/bound-kind.ts';

describe('a literal', () => {
  it('of any text is one quoted text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const literal = literalOf('Edm.String', text);
        if (literal === null) return text.includes('\0');
        const inner = literal.slice(1, -1);
        return !inner.replaceAll("''", '').includes("'") && inner.replaceAll("''", "'") === text;
      }),
    );
  });

  it.each([
    ['Edm.Guid', "x' or true", null],
    ['Edm.Guid', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001'],
    ['Edm.Int16', '32768', null],
    ['Edm.Int64', '9223372036854775807', '9223372036854775807'],
    ['Edm.Int64', '01', null],
    ['Edm.Decimal', '1 or 1 eq 1', null],
    ['Edm.Date', '2026-01-06', '2026-01-06'],
    ['Edm.Boolean', 'yes', null],
    ['ns.State', 'Open', "ns.State'Open'"],
    ['ns.State', "Open' or '", null],
    ['Edm.Stream', 'x', null],
  ])('of %s for %j is %j', (type, text, literal) => {
    expect(literalOf(type, text)).toBe(literal);
  });

  it('in a body is a number where the type is one, and nothing stays nothing', () => {
    expect([jsonOf('Edm.Int32', '7', 'x'), jsonOf('Edm.String', '7', 'x'), jsonOf('Edm.Date', null, 'x')]).toEqual([
      7,
      '7',
      null,
    ]);
    expect(() => jsonOf('Edm.Int32', 'seven', 'count')).toThrow(/count: expected a value of Edm.Int32, came "seven"/);
  });

  it.each([
    ['Edm.Decimal', '1.500', '1.5', true],
    ['Edm.DateTimeOffset', '2026-01-06T08:00:00Z', '2026-01-06T09:00:00.000+01:00', true],
    ['Edm.String', '1.500', '1.5', false],
    ['Edm.Int32', '0', '', false],
  ])('of %s %j and %j is the same value: %s', (type, one, other, isSame) => {
    expect(isSameValue(type, one, other)).toBe(isSame);
  });
});

describe('the filter for what comes after a row', () => {
  const time = { path: 'changed', type: 'Edm.DateTimeOffset', precisionMs: 1, isNullable: false };
  const ties = [
    { path: 'order', type: 'Edm.String' },
    { path: 'line', type: 'Edm.Int32' },
  ];
  const bound = { plan: { paging: 'keys' }, time, ties } as unknown as BoundKind;
  const byLinks = { plan: { paging: 'links' }, time, ties } as unknown as BoundKind;
  const at = '2026-01-06T08:00:00.1234567Z';

  it('compares the time, then each of what tells rows apart, each text as it is', () => {
    expect(after(bound, { at, ties: ["O'1", '7'], link: null })).toBe(
      `changed gt ${at} or (changed eq ${at} and (order gt 'O''1' or (order eq 'O''1' and (line gt 7))))`,
    );
  });

  it('compares the time alone where the service cannot compare keys', () => {
    expect(after(byLinks, { at, ties: ['x', '7'], link: null })).toBe(`changed gt ${at}`);
  });

  it('is from the time on once that was moved back', () => {
    expect(after(bound, { at, ties: null, link: null })).toBe(`changed ge ${at}`);
    expect(after(bound, null)).toBeNull();
  });
});
