import { expect, test } from 'vitest';
import { curvesSvg } from '../../src/cli/curves-svg.ts';
import { reliabilityOf } from '../../src/scoring/reliability.ts';

test('a curve has a point for each tenth of the lines, by rising chance', () => {
  const chances = Array.from({ length: 100 }, (_, i) => i / 100);
  const points = reliabilityOf(
    chances,
    chances.map((chance) => chance >= 0.5),
  );

  expect(points).toHaveLength(10);
  expect(points[0]).toMatchObject({ rows: 10, came: 0 });
  expect(points[9]).toMatchObject({ rows: 10, came: 1 });
});

test('the picture has a panel a head, names it, and escapes its title', () => {
  const points = [
    { rows: 5, said: 0.1, came: 0.2 },
    { rows: 5, said: 0.5, came: 0.4 },
  ];
  const svg = curvesSvg(
    [
      { name: 'late', points },
      { name: 'short', points },
    ],
    'a < b & c',
  );

  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg.match(/<circle/g)).toHaveLength(4);
  expect(svg).toContain('a &lt; b &amp; c');
  expect(svg).toContain('chance of short');
});
