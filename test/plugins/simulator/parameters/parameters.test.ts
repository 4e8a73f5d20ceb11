import { describe, expect, it } from 'vitest';
import { PARAMETERS, parseParameters } from '../../../../plugins/simulator/parameters/parameters.ts';

describe('PARAMETERS', () => {
  it('tell of every parameter its unit, meaning, source, and a default within its range', () => {
    expect(PARAMETERS.map(({ name }) => name).sort()).toEqual(Object.keys(parseParameters()).sort());
    for (const { name, unit, meaning, source, range, default: preset } of PARAMETERS) {
      expect(
        [unit, meaning, source].every((text) => text.length > 0),
        name,
      ).toBe(true);
      expect(preset >= range[0] && preset <= range[1], name).toBe(true);
      expect(source === 'assumed' || /\d{4}/.test(source), `${name}: a source has a year`).toBe(true);
    }
  });
});

describe('parseParameters', () => {
  it('gives the defaults but for what is set', () => {
    const { linesPerDay, waveHours } = parseParameters({ linesPerDay: 500 });

    expect({ linesPerDay, waveHours }).toEqual({ linesPerDay: 500, waveHours: 1.5 });
  });

  it('takes the ends of every range', () => {
    for (const { name, range } of PARAMETERS.filter(({ unit }) => unit !== 'share'))
      for (const value of range) expect(parseParameters({ [name]: value })).toMatchObject({ [name]: value });
  });

  it.each([
    [
      { linesPerDay: -1 },
      'parameter linesPerDay: expected a number from 100 to 100000 (lines/day at scale 1), came -1',
    ],
    [{ lateRatio: 'often' }, 'parameter lateRatio: expected a number from 0 to 1 (share), came "often"'],
    [{ waveHours: Number.NaN }, 'parameter waveHours: expected a number from 0.5 to 6 (hours), came NaN'],
    [{ waveHours: null }, 'parameter waveHours: expected a number from 0.5 to 6 (hours), came null'],
    [{ linePerDay: 5 }, 'expected a parameter of the simulator, came "linePerDay" (did you mean "linesPerDay"?)'],
    [{ xyz: 5 }, 'expected a parameter of the simulator, came "xyz"'],
    [
      { fieldShare: 0.8, ecommerceShare: 0.4 },
      'parameters fieldShare, ecommerceShare: expected at most 1 together, came 0.8 + 0.4',
    ],
  ])('refuses %o, and says what it expected', (overrides, message) => {
    expect(() => parseParameters(overrides)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message }));
  });
});
