import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CarrierCutoff } from '../../src/domain/record/capacity.ts';
import { hoursToCutoffs, lastCutoffBy } from '../../src/domain/cutoffs.ts';
import { addMs, MS_PER_DAY, MS_PER_HOUR, toInstant, toMs, type Instant } from '../../src/domain/time.ts';

const berlin = { siteId: 'A', zone: 'Europe/Berlin' };
const weekdays = { siteId: 'A', localTime: '17:30', weekdays: [1, 2, 3, 4, 5] };

function lastBefore(
  cutoffs: readonly CarrierCutoff[],
  place: { readonly siteId: string; readonly zone: string },
  deadline: Instant,
): Instant | null {
  const ms = lastCutoffBy(cutoffs, place, toMs(deadline));
  return ms === null ? null : toInstant(new Date(ms));
}

it('the last cutoff before a Sunday is that of Friday, on the clocks of the site', () => {
  expect(lastBefore([weekdays], berlin, '2026-11-22T12:00:00.000Z')).toBe('2026-11-20T16:30:00.000Z');
  expect(lastBefore([weekdays], berlin, '2026-07-12T12:00:00.000Z')).toBe('2026-07-10T15:30:00.000Z');
});

it('a cutoff at the deadline counts, one a millisecond later does not', () => {
  expect(lastBefore([weekdays], berlin, '2026-11-20T16:30:00.000Z')).toBe('2026-11-20T16:30:00.000Z');
  expect(lastBefore([weekdays], berlin, '2026-11-20T16:29:59.999Z')).toBe('2026-11-19T16:30:00.000Z');
});

it('of another site, or without a cutoff, there is none', () => {
  expect(lastBefore([{ ...weekdays, siteId: 'B' }], berlin, '2026-11-22T12:00:00.000Z')).toBeNull();
  expect(lastBefore([], berlin, '2026-11-22T12:00:00.000Z')).toBeNull();
});

it('between the last cutoff and the deadline there is no other, in any zone', () => {
  const cutoffs = fc.array(
    fc.record({
      siteId: fc.constant('A'),
      localTime: fc.constantFrom('00:15', '09:00', '23:45'),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const zones = fc.constantFrom('UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York', 'Asia/Kolkata');
  const minutes = fc.integer({ min: 0, max: 365 * 24 * 60 });

  fc.assert(
    fc.property(cutoffs, zones, minutes, (given, zone, minute) => {
      const place = { siteId: 'A', zone };
      const deadline = addMs('2026-01-01T00:00:00.000Z', minute * 60_000);

      const last = lastBefore(given, place, deadline);

      expect(last !== null && last <= deadline && last >= addMs(deadline, -8 * MS_PER_DAY)).toBe(true);
      const [next = Infinity] = hoursToCutoffs(given, place, addMs(last ?? deadline, 1));
      expect(addMs(last ?? deadline, 1 + Math.round(next * MS_PER_HOUR)) > deadline).toBe(true);
    }),
  );
});
