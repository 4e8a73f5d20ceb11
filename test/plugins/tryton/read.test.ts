import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedRows, cursorFrom } from '../../../plugins/tryton/cursor.ts';
import { Day, Moment, toDay, toMoment } from '../../../plugins/tryton/wire.ts';

it('takes a date and a moment for what it made of them', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      fc.nat(999),
      (at, micros) => {
        const moment = at.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);

        expect(Moment.parse(toMoment(moment))).toBe(moment);
        expect(Day.parse(toDay(moment.slice(0, 10)))).toBe(moment.slice(0, 10));
      },
    ),
  );
});

it('reads an instant without microseconds, as it is after a step back', () => {
  expect(Moment.parse(toMoment('2026-12-01T12:00:00.250Z'))).toBe('2026-12-01T12:00:00.250000Z');
});

it('starts anew from a cursor that is not its own', () => {
  expect(cursorFrom('7')).toEqual({ at: null });
  expect(cursorFrom(null)).toEqual({ at: null });
});

it('asks for rows after a place by time and id, new rows before those that were written again', () => {
  const place = { field: 'create_date', at: '2026-12-01T12:00:00.000001Z', id: 7 } as const;
  const moment = toMoment(place.at);

  expect(changedRows({ at: null }, place)).toEqual([
    'OR',
    [['write_date', '!=', null]],
    [
      [['write_date', '=', null]],
      [
        'OR',
        ['create_date', '>', moment],
        [
          ['create_date', '=', moment],
          ['id', '>', 7],
        ],
      ],
    ],
  ]);
  expect(changedRows({ at: null }, { ...place, field: 'write_date' })).toEqual([
    [['write_date', '!=', null]],
    [
      'OR',
      ['write_date', '>', moment],
      [
        ['write_date', '=', moment],
        ['id', '>', 7],
      ],
    ],
  ]);
});
