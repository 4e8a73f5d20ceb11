import type { Judgement } from './evaluation.ts';
import { HELD } from './interval-margins.ts';
import type { Measured } from './measure.ts';
import { METRIC_NAMES, type MetricName } from './metrics.ts';
import { MISHAPS } from './mishaps.ts';
import type { SavedModel } from './saved-model.ts';

const TITLES: Readonly<Record<MetricName, string>> = {
  baseRate: 'late',
  rocAuc: 'ROC-AUC',
  averagePrecision: 'average precision',
  brier: 'Brier',
  logLoss: 'log loss',
  ece: 'ECE (10 equal-count bins)',
  precisionTop5: 'precision in the riskiest 5 %',
  precisionTop10: 'precision in the riskiest 10 %',
};

/** What a card tells beside what is in the model. */
export interface CardExtras {
  /** What the model is for and what it learned from, as Markdown; null: the card tells only what can be counted. */
  readonly about: string | null;
  /** SHA-256 of the weights that score live lines. */
  readonly weightsHash: string;
}

/** What a person should know of a model before trusting it, as Markdown. */
export function modelCard(
  { name, version, training, features, final, tried, intervals, libraries }: SavedModel,
  evaluation: Measured,
  { about, weightsHash }: CardExtras,
): string {
  const mixture = final.heads.map(({ basis, weight }) => `${Math.round(weight * 100)} % ${basis}`).join(', ');
  return [
    `# ${name}/${version}`,
    '',
    'Chance that an order line is delivered after what was promised when it was placed, with a P50 and a P90 delivery date; and, where the book taught it, the chances that it is delivered short and that an exception is opened on it.',
    '',
    ...(about === null ? [] : [about, '', '## How it was made', '']),
    `- Trained on ${training.lines} lines (${training.lateLines} late) placed until ${training.placedUntil}, with what was known on ${training.knownUntil}.`,
    `- Heads: ${mixture}. The lead-time head does not see the promise; the delay head does. ${chosenBy(tried)}`,
    `- Calibration on the log-odds: ${final.heads.map(({ basis, calibration: { slope, shift } }) => `${basis} slope ${slope.toFixed(3)}, shift ${shift.toFixed(3)}`).join('; ')}.`,
    `- ${mishapsOf(final)}`,
    `- Dates: split conformal. The probability told as P50 is ${final.levels.p50.toFixed(3)}, as P90 ${final.levels.p90.toFixed(3)}; ${final.levels.segments.length} segments have levels of their own.`,
    `- Weights (${final.file}) SHA-256 ${weightsHash}.`,
    `- Data SHA-256 ${training.dataHash}; ${Object.entries(libraries)
      .map(([library, at]) => `${library} ${at}`)
      .join(', ')}.`,
    '',
    `## Measured on ${evaluation.rows} lines placed from ${training.holdoutFrom} on`,
    '',
    'By the fit that was trained without them. In brackets: 95 % interval from a bootstrap over orders.',
    '',
    '| | model | base rate so far | late rate of the route, 365 days |',
    '| --- | --- | --- | --- |',
    ...METRIC_NAMES.map((metric) => {
      const cells = [evaluation.model, evaluation.baseRate, evaluation.routeRule].map((judgement) =>
        cell(judgement, metric),
      );
      return `| ${TITLES[metric]} | ${cells.join(' | ')} |`;
    }),
    ...evaluation.mishaps.flatMap(({ mishap, rows, model, baseRate }) => [
      '',
      `### ${mishap}, on ${rows} lines`,
      '',
      '| | model | how often it had come before |',
      '| --- | --- | --- |',
      ...METRIC_NAMES.map(
        (metric) =>
          `| ${metric === 'baseRate' ? mishap : TITLES[metric]} | ${cell(model, metric)} | ${cell(baseRate, metric)} |`,
      ),
    ]),
    '',
    '### Delivered by the date that was told',
    '',
    'Measured on the later half of these lines, with dates conformed on the earlier half. At least .5 and .9 are meant.',
    '',
    '| | lines | by P50 | by P90 |',
    '| --- | --- | --- | --- |',
    ...evaluation.coverage.map(
      ({ segment, rows, p50, p90 }) => `| ${segment} | ${rows} | ${p50.toFixed(3)} | ${p90.toFixed(3)} |`,
    ),
    '',
    '### Intervals',
    '',
    `Signals hidden from the later half of these lines: how often the interval holds the score that the line has with them, widened by what the earlier half asks for. At least ${HELD} is meant.`,
    '',
    '| hidden | lines | held | margin, log-odds |',
    '| --- | --- | --- | --- |',
    ...intervals.coverage.map(({ signal, rows, covered }) => {
      const margin = signal === null ? intervals.margins.several : (intervals.margins.bySignal[signal] ?? 0);
      return `| ${signal ?? 'several'} | ${rows} | ${covered.toFixed(3)} | ${margin.toFixed(3)} |`;
    }),
    '',
    '### Reliability',
    '',
    '| | lines | said | came |',
    '| --- | --- | --- | --- |',
    ...evaluation.curves.flatMap(({ name, points }) =>
      points.map(({ rows, said, came }) => `| ${name} | ${rows} | ${said.toFixed(3)} | ${came.toFixed(3)} |`),
    ),
    '',
    '## Limits',
    '',
    '- It was trained on lines as they stood when they were placed; what happened to a line since then counts only as time gone by.',
    '- A line past its promise scores 0.9999 by definition.',
    '- Where deliveries change for good (a new carrier, a new policy), train again.',
    '',
    '## Features, in order',
    '',
    ...features.map((feature) => `- ${feature}`),
    '',
  ].join('\n');
}

function mishapsOf({ mishaps }: SavedModel['final']): string {
  const told = MISHAPS.map((mishap) => {
    const head = mishaps.find((one) => one.mishap === mishap);
    if (!head) return `${mishap}: not told, too few such lines to learn from`;
    const { slope, shift } = head.calibration;
    return `${mishap}: told by a head of its own (slope ${slope.toFixed(3)}, shift ${shift.toFixed(3)})`;
  });
  return `Other chances: ${told.join('; ')}.`;
}

function chosenBy(tried: SavedModel['tried']): string {
  if (tried.length === 0) return 'Too few late lines to choose by: what usually does well on such books was made.';
  const losses = tried.map(({ leadWeight, logLoss }) => `${leadWeight * 100} % lead: ${logLoss.toFixed(4)}`);
  return `Chosen by log loss on the latest part of the training lines (${losses.join('; ')}).`;
}

function cell({ metrics, intervals }: Judgement, metric: MetricName): string {
  const value = metrics[metric];
  const interval = intervals[metric];
  if (value === null) return '-';
  return interval ? `${value.toFixed(3)} (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})` : value.toFixed(3);
}
