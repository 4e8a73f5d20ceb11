import { describe, expect, it } from 'vitest';
import { PARAMETERS } from '../../../plugins/simulator/parameters/parameters.ts';
import { DISPATCH_RULES } from '../../../src/cli/simulate/dispatch-rules.ts';
import { read } from '../../support/source-files.ts';

describe('docs/simulator.md', () => {
  const rows = [...read('docs/simulator.md').matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) =>
    row.split('|').map((cell) => cell.trim()),
  );

  it('has every parameter with its unit, range, default, meaning and source, and no other', () => {
    const told = rows.filter((cells) => cells.length === 6);

    expect(told).toEqual(
      PARAMETERS.map(({ name, unit, range: [lowest, highest], default: preset, meaning, source }) => [
        `\`${name}\``,
        unit,
        `${lowest} to ${highest}`,
        String(preset),
        meaning,
        source,
      ]),
    );
  });

  it('has every dispatch rule', () => {
    const told = rows.filter((cells) => cells.length === 3).map(([name]) => name);

    expect(told).toEqual(expect.arrayContaining(Object.keys(DISPATCH_RULES).map((name) => `\`${name}\``)));
  });
});
