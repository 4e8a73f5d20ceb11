import type { SimulationSummary } from './summary.ts';

type Row = readonly [label: string, value: string];

/** What a run is told of beside its result. */
export interface RunFacts {
  readonly seconds: number;
  /** Where its history was written; null when it was not. */
  readonly directory: string | null;
}

/** A summary as a table for a terminal: names, values, units, and what is counted. */
export function textOfSummary(summary: SimulationSummary, { seconds, directory }: RunFacts): string {
  const { kpis } = summary;
  return [
    ...headOf(summary),
    '',
    ...table('on time in full, against the first promise', otifRows(summary)),
    ...table('service', serviceRows(summary)),
    ...table('money', moneyRows(summary)),
    ...table('labour', [
      ['lines per labour hour', figure(kpis.linesPerLaborHour)],
      ['labour used, of labour on shift', percent(kpis.laborUtilizationRatio)],
    ]),
    ...table('exceptions, and mean hours to resolve', exceptionRows(summary)),
    `${count(kpis.lines.placed)} lines placed in ${figure(seconds)} s: ${count(kpis.lines.placed / Math.max(seconds, 1e-3))} lines per second`,
    ...(directory === null ? [] : [`history written to ${directory}`]),
    `fingerprint ${summary.fingerprint}`,
  ].join('\n');
}

function headOf(summary: SimulationSummary): readonly string[] {
  const { seed, scale, days, simulatedDays, isPartial, startsAt, endsAt, dispatch, parameters, warmUpDays } = summary;
  const set = Object.entries(parameters).map(([name, value]) => `${name}=${String(value)}`);
  return [
    `SIMULATED distributor: seed ${seed}, scale ${scale}, dispatch ${dispatch}, ${startsAt} to ${endsAt}`,
    ...(set.length > 0 ? [`set otherwise: ${set.join(', ')}`] : []),
    ...(isPartial ? [`PARTIAL: stopped after ${simulatedDays.toFixed(2)} of ${days} days`] : []),
    simulatedDays <= warmUpDays
      ? `counted: nothing, as the first ${warmUpDays} days are warm-up`
      : `counted: lines placed after the warm-up of ${warmUpDays} days; ratios are of those whose first promise is due by the end`,
  ];
}

function otifRows({ kpis: { otif, lines, shippedOnTimeRatio } }: SimulationSummary): readonly Row[] {
  const { bySegment, worstSegment } = otif;
  return [
    ['lines due', count(lines.due)],
    ['by line', percent(otif.lineRatio)],
    ['by order', percent(otif.orderRatio)],
    ['by unit', percent(otif.unitRatio)],
    ...Object.entries(bySegment).map(([segment, ratio]): Row => [
      `  ${segment}${segment === worstSegment ? ' (worst)' : ''}`,
      percent(ratio),
    ]),
    ['shipped whole by the promised time', percent(shippedOnTimeRatio)],
  ];
}

function serviceRows({ kpis: { lines, fillRatio, orderCycle, backlog } }: SimulationSummary): readonly Row[] {
  return [
    ['lines shipped', count(lines.shipped)],
    ['lines cancelled', count(lines.cancelled)],
    ['fill rate, from stock at hand', percent(fillRatio)],
    ['order cycle, mean', hours(orderCycle.meanHours)],
    ['order cycle, median', hours(orderCycle.medianHours)],
    ['backlog', `${count(backlog.lines)} lines`],
    ['backlog, mean age', hours(backlog.meanAgeHours)],
  ];
}

function moneyRows({ kpis: { revenueMinor, marginMinor, penaltyMinor } }: SimulationSummary): readonly Row[] {
  return [
    ['revenue', dollars(revenueMinor)],
    ['margin after freight and penalties', dollars(marginMinor)],
    ['penalties', dollars(penaltyMinor)],
  ];
}

function exceptionRows({ kpis: { exceptions } }: SimulationSummary): readonly Row[] {
  const { opened, open, timeToResolve, byType } = exceptions;
  return [
    ['all', `${count(opened)}   ${hours(timeToResolve.meanHours)} (median ${hours(timeToResolve.medianHours)})`],
    ['still open', count(open)],
    ...Object.entries(byType).map(([type, of]): Row => [`  ${type}`, `${count(of.opened)}   ${hours(of.meanHours)}`]),
  ];
}

const LABEL_WIDTH = 38;
const VALUE_WIDTH = 12;

/** The first figure of each value stands right-aligned below the others. */
function table(title: string, rows: readonly Row[]): readonly string[] {
  return [
    title,
    ...rows.map(([label, value]) => {
      const [first = '', ...rest] = value.split('   ');
      return [`  ${label.padEnd(LABEL_WIDTH)}${first.padStart(VALUE_WIDTH)}`, ...rest].join('   ');
    }),
    '',
  ];
}

function percent(ratio: number | null): string {
  return ratio === null ? '-' : `${(100 * ratio).toFixed(1)} %`;
}

function hours(value: number | null): string {
  return value === null ? '-' : `${value.toFixed(1)} h`;
}

function figure(value: number | null): string {
  return value === null ? '-' : value.toFixed(1);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function dollars(minor: number): string {
  return `${Math.round(minor / 100).toLocaleString('en')} USD`;
}
