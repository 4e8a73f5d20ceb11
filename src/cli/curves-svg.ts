import type { Curve } from '../scoring/measure.ts';

const SIDE = 320;
const MARGIN = 48;
const COLORS = { late: '#1f6feb', short: '#bf8700', exception: '#8250df' } as const;

/** Reliability curves as an SVG picture, one panel a head: on the diagonal, what was said is what came. */
export function curvesSvg(curves: readonly Curve[], title: string): string {
  const width = curves.length * (SIDE + MARGIN) + MARGIN;
  const height = SIDE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${MARGIN}" y="20" font-size="14">${escaped(title)}</text>`,
    ...curves.map((curve, i) => panel(curve, MARGIN + i * (SIDE + MARGIN))),
    '</svg>',
    '',
  ].join('\n');
}

function panel({ name, points }: Curve, left: number): string {
  const highest = Math.max(0.05, ...points.flatMap(({ said, came }) => [said, came]));
  const most = Math.min(1, Math.ceil(highest * 20) / 20);
  const x = (value: number): string => (left + (value / most) * SIDE).toFixed(1);
  const y = (value: number): string => (MARGIN + SIDE - (value / most) * SIDE).toFixed(1);
  const ticks = [0, 0.5, 1].map((share) => share * most);
  const color = COLORS[name];
  return [
    `<g>`,
    `<rect x="${left}" y="${MARGIN}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#888"/>`,
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(most)}" y2="${y(most)}" stroke="#bbb" stroke-dasharray="4 4"/>`,
    `<polyline fill="none" stroke="${color}" stroke-width="2" points="${points.map(({ said, came }) => `${x(said)},${y(came)}`).join(' ')}"/>`,
    ...points.map(
      ({ said, came, rows }) =>
        `<circle cx="${x(said)}" cy="${y(came)}" r="4" fill="${color}"><title>${rows} lines: said ${said.toFixed(3)}, came ${came.toFixed(3)}</title></circle>`,
    ),
    ...ticks.map(
      (tick) => `<text x="${x(tick)}" y="${MARGIN + SIDE + 16}" text-anchor="middle">${percent(tick)}</text>`,
    ),
    ...ticks.map(
      (tick) =>
        `<text x="${left - 6}" y="${y(tick)}" text-anchor="end" dominant-baseline="middle">${percent(tick)}</text>`,
    ),
    `<text x="${left + SIDE / 2}" y="${MARGIN + SIDE + 34}" text-anchor="middle">chance of ${name} that was said; upwards: what came</text>`,
    `</g>`,
  ].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share * 100 < 10 ? 1 : 0)} %`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
