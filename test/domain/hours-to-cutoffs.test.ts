import { expect, it } from 'vitest';
import { hoursToCutoffs } from '../../src/domain/cutoffs.ts';

const WORKDAYS = [1, 2, 3, 4, 5];
const cutoffs = [
  { siteId: 'BERLIN', localTime: '17:00', weekdays: WORKDAYS },
  { siteId: 'TOKYO', localTime: '09:00', weekdays: WORKDAYS },
];
const berlin = { siteId: 'BERLIN', zone: 'Europe/Berlin' };

it('cutoffs to come are told in hours, on the wall clock of the site, without its days off', () => {
  // Thursday noon UTC is 14:00 in Berlin.
  expect(hoursToCutoffs(cutoffs, berlin, '2013-06-13T12:00:00.000Z').slice(0, 3)).toEqual([3, 27, 99]);
});

it('one that has just passed is no longer to come, one of this minute is', () => {
  expect(hoursToCutoffs(cutoffs, berlin, '2013-06-13T15:00:00.000Z')[0]).toBe(0);
  expect(hoursToCutoffs(cutoffs, berlin, '2013-06-13T15:00:00.001Z')[0]).toBeGreaterThan(23);
});

it('a calendar that is ahead of UTC misses none', () => {
  // 23:30 UTC on Thursday is Friday 08:30 in Tokyo.
  expect(hoursToCutoffs(cutoffs, { siteId: 'TOKYO', zone: 'Asia/Tokyo' }, '2013-06-13T23:30:00.000Z')[0]).toBe(0.5);
});

it('asked again, for another site or another instant, the answer is that of then', () => {
  const asOf = '2013-06-13T12:00:00.000Z';
  const first = hoursToCutoffs(cutoffs, berlin, asOf);

  expect(hoursToCutoffs(cutoffs, { siteId: 'NOWHERE', zone: 'UTC' }, asOf)).toEqual([]);
  expect(hoursToCutoffs(cutoffs, berlin, '2013-06-13T13:00:00.000Z')[0]).toBe(2);
  expect(hoursToCutoffs(cutoffs, berlin, asOf)).toEqual(first);
});

it('where the clocks change, an hour less is left', () => {
  // The night to Sunday, 31 March 2013, is an hour short in Berlin: Friday 17:00 to Monday 17:00 are 71 hours.
  const [friday = 0, monday = 0] = hoursToCutoffs(cutoffs, berlin, '2013-03-29T12:00:00.000Z');

  expect(monday - friday).toBe(71);
});
