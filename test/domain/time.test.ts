import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMs,
  daysBetween,
  endOfDay,
  Instant,
  isZone,
  localDateAt,
  MS_PER_HOUR,
  parseAsOf,
  startOfDay,
  toInstant,
  toMs,
  Zone,
} from '../../src/domain/time.ts';
import { isAppError } from '../../src/errors.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe'];
const dates = fc.date({
  min: new Date('1980-01-01T00:00:00Z'),
  max: new Date('2040-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('an instant', () => {
  it('reads as the milliseconds that it was made from, in every year that it can be written in', () => {
    const any = fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') });

    fc.assert(
      fc.property(
        fc.oneof(
          dates,
          any.filter((date) => !Number.isNaN(date.getTime())),
        ),
        (date) => {
          expect(toMs(toInstant(date))).toBe(date.getTime());
        },
      ),
    );
  });

  it('compares as text as it compares in time', () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(Math.sign(a.getTime() - b.getTime())).toBe(compareText(toInstant(a), toInstant(b)));
      }),
    );
  });

  it.each([
    '2013-06-01',
    '2013-06-01T00:00:00Z',
    '2013-06-01T00:00:00.000+02:00',
    '2013-02-30T00:00:00.000Z',
    '2013-13-01T00:00:00.000Z',
    '2013-06-01T24:00:00.000Z',
    '',
  ])('is not %j', (text) => {
    expect(Instant.safeParse(text).success).toBe(false);
  });

  it('is read in its one form', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(Instant.parse(toInstant(date))).toBe(toInstant(date));
      }),
    );
  });
});

describe('a day of a place', () => {
  it('begins and ends where its zone says', () => {
    expect(startOfDay({ date: '2013-06-01', zone: 'UTC' })).toBe('2013-06-01T00:00:00.000Z');
    expect(endOfDay({ date: '2013-06-01', zone: 'UTC' })).toBe('2013-06-01T23:59:59.999Z');
    expect(startOfDay({ date: '2013-06-01', zone: 'Europe/Berlin' })).toBe('2013-05-31T22:00:00.000Z');
    expect(endOfDay({ date: '2013-06-01', zone: 'Asia/Kolkata' })).toBe('2013-06-01T18:29:59.999Z');
  });

  it.each([
    ['2013-03-31', 'Europe/Berlin', 23],
    ['2013-10-27', 'Europe/Berlin', 25],
    ['2013-06-01', 'Europe/Berlin', 24],
    ['2013-10-20', 'America/Sao_Paulo', 23],
    ['2013-10-06', 'Australia/Lord_Howe', 23.5],
  ])('%s in %s has %d hours', (date, zone, hours) => {
    expect((toMs(endOfDay({ date, zone })) + 1 - toMs(startOfDay({ date, zone }))) / MS_PER_HOUR).toBe(hours);
  });

  it('begins at one where the clocks skip midnight', () => {
    expect(startOfDay({ date: '2013-10-20', zone: 'America/Sao_Paulo' })).toBe('2013-10-20T03:00:00.000Z');
  });

  it('holds every instant that its calendar shows, and the next day begins a millisecond after it', () => {
    fc.assert(
      fc.property(dates, fc.constantFrom(...zones), (date, zone) => {
        const instant = toInstant(date);
        const day = localDateAt(instant, zone);

        expect(startOfDay(day) <= instant && instant <= endOfDay(day)).toBe(true);
        expect(localDateAt(addMs(endOfDay(day), 1), zone).date > day.date).toBe(true);
      }),
    );
  });
});

describe('as of', () => {
  it('a date means its first instant in the zone', () => {
    expect(parseAsOf('2013-06-01', 'UTC')).toBe('2013-06-01T00:00:00.000Z');
    expect(parseAsOf('2013-06-01', 'America/Sao_Paulo')).toBe('2013-06-01T03:00:00.000Z');
  });

  it('an instant means itself, whatever its offset', () => {
    expect(parseAsOf('2013-06-01T12:00:00Z', 'Asia/Kolkata')).toBe('2013-06-01T12:00:00.000Z');
    expect(parseAsOf('2013-06-01T12:00:00.250+02:00', 'UTC')).toBe('2013-06-01T10:00:00.250Z');
  });

  it.each(['yesterday', '2013-6-1', '2013-06-01T12:00:00', '2013-02-30', '2013-02-30T00:00:00Z', '01/06/2013', ''])(
    '%j is refused',
    (text) => {
      expect(() => parseAsOf(text, 'UTC')).toThrow(
        expect.toSatisfy((error) => isAppError(error, 'INPUT_INVALID') && error.message.includes(JSON.stringify(text))),
      );
    },
  );
});

describe('a zone', () => {
  it.each(zones)('may be %s', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  it('that does not exist is refused by its name', () => {
    expect(Zone.safeParse('Europe/Atlantis').error?.issues[0]?.message).toBe(
      'expected an IANA time zone, came "Europe/Atlantis"',
    );
  });
});

describe('days between', () => {
  it('are signed and not rounded', () => {
    expect(daysBetween('2013-06-01T00:00:00.000Z', '2013-06-02T12:00:00.000Z')).toBe(1.5);
    expect(daysBetween('2013-06-02T12:00:00.000Z', '2013-06-01T00:00:00.000Z')).toBe(-1.5);
  });
});

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
