import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchOf } from '../../../src/domain/link/match.ts';
import { IGNORABLE, normalForm } from '../../../src/domain/link/normal-form.ts';
import { LinkSettings, rulesOf } from '../../../src/domain/link/link-settings.ts';

const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 });
const ignore = fc.uniqueArray(fc.constantFrom(...IGNORABLE));

describe('a match', () => {
  it('links exactly one record at the home with at most one at the source, in any order', () => {
    fc.assert(
      fc.property(ids, ids, (homes, claims) => {
        const match = matchOf('k', { homes, claims });

        expect(match).toEqual(matchOf('k', { homes: [...homes].reverse(), claims: [...claims].reverse() }));
        expect(match.status === 'linked').toBe(homes.length === 1 && claims.length <= 1);
        expect(match.status === 'ambiguous').toBe(homes.length > 1 || claims.length > 1);
      }),
    );
  });

  it('is as ambiguous from one side as from the other', () => {
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        const isAmbiguous = (homes: readonly string[], claims: readonly string[]): boolean =>
          matchOf('k', { homes, claims }).status === 'ambiguous';

        expect(isAmbiguous(one, other)).toBe(isAmbiguous(other, one));
      }),
    );
  });
});

describe('the normal form of a key', () => {
  it('is its own normal form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), ignore, (key, overlooked) => {
        const form = normalForm(key, overlooked);

        expect(normalForm(form, overlooked)).toBe(form);
      }),
    );
  });

  it.each([
    ['  00-12 ab ', [], '00-12 ab'],
    ['00-12 ab', ['case'], '00-12 AB'],
    ['00-12 ab', ['punctuation', 'space'], '0012ab'],
    ['0012', ['leadingZeros'], '12'],
    ['000', ['leadingZeros'], '0'],
    ['--', ['punctuation'], null],
    ['', [], null],
  ] as const)('of %j without %j is %j', (key, overlooked, form) => {
    expect(normalForm(key, overlooked)).toBe(form);
  });
});

describe('settings of links', () => {
  it('rank sources by the order in which they tell, the home in its place', () => {
    const settings = LinkSettings.parse({
      customer: { home: 'shop', sources: { crm: {}, erp: {} }, told: ['crm', 'shop'] },
    });

    expect(rulesOf(settings).map(({ source, rank }) => [source, rank])).toEqual([
      ['crm', -1],
      ['erp', 1],
    ]);
  });

  it.each([
    { customer: { home: 'shop', sources: { shop: {} } } },
    { customer: { home: 'shop', sources: { crm: { pairs: { a: 'b' }, key: 'reference' } } } },
    { customer: { home: 'shop', sources: { crm: {} }, told: ['erp'] } },
    { order: { home: 'shop', sources: { erp: {} }, told: ['erp'] } },
    { customer: { home: 'shop', sources: { crm: { key: 'name' } } } },
    { inventory: { home: 'shop', sources: { crm: {} } } },
  ])('that cannot be meant are refused: %j', (settings) => {
    expect(LinkSettings.safeParse(settings).success).toBe(false);
  });
});
