import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../src/errors.ts';
import { minorDigits, toDecimal, toMoney } from '../../src/domain/money.ts';

describe('money', () => {
  it('is kept in the minor units of its currency', () => {
    expect(toMoney(734.71, 'USD')).toEqual({ amountMinor: 73471, currency: 'USD' });
    expect(toMoney(1200, 'JPY')).toEqual({ amountMinor: 1200, currency: 'JPY' });
    expect(toMoney(1.234, 'KWD')).toEqual({ amountMinor: 1234, currency: 'KWD' });
    expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
  });

  it.each([
    [1.005, 101],
    [-1.005, -101],
    [734.705, 73471],
    [0.004, 0],
    [-0.004, 0],
    [1e-7, 0],
    [0.5, 50],
  ])('rounds %d USD half away from zero, as it is written and not as it is stored, to %d cents', (major, cents) => {
    expect(toMoney(major, 'USD').amountMinor).toBe(cents);
  });

  it('rounds yen to whole yen', () => {
    expect([0.5, 1.5, -0.5].map((major) => toMoney(major, 'JPY').amountMinor)).toEqual([1, 2, -1]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e15, 1e300])('refuses %d', (major) => {
    expect(() => toMoney(major, 'USD')).toThrow(expect.toSatisfy((error) => isAppError(error, 'INPUT_INVALID')));
  });

  it('reads back what it wrote', () => {
    const amounts = fc.record({
      amountMinor: fc.integer({ min: -1e12, max: 1e12 }),
      currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    });
    fc.assert(
      fc.property(amounts, (money) => {
        expect(toMoney(Number(toDecimal(money)), money.currency)).toEqual(money);
      }),
    );
  });

  it('is written as a plain decimal', () => {
    expect([
      toDecimal({ amountMinor: 5, currency: 'USD' }),
      toDecimal({ amountMinor: -73471, currency: 'USD' }),
      toDecimal({ amountMinor: 5, currency: 'JPY' }),
    ]).toEqual(['0.05', '-734.71', '5']);
  });
});
