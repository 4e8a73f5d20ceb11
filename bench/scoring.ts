/**
 * How well scores tell late lines, by rolling origin, and how fast they are made.
 *
 *   npm run bench:scoring -- --config examples/scms/promisegraph.config.ts --from <file>
 *   npm run bench:scoring -- --speed --config examples/scms/promisegraph.config.ts --from <file>
 *
 * Options: --every quarter, --first 2010-01-01, --last 2013-07-01, --seed 1, --curves <file.svg>. For each period a model is trained
 * on what was known before it, and measured on the lines placed in it. No database is touched. `--speed` is in scoring-speed.ts.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { curvesSvg } from '../src/cli/curves-svg.ts';
import { textOfPeriod, textOfRolling } from '../src/cli/rolling-text.ts';
import { withEvents } from '../src/cli/with-events.ts';
import { parseAsOf } from '../src/domain/time.ts';
import { evaluateRolling } from '../src/operations/evaluate-rolling.ts';
import { measureSpeed } from './scoring-speed.ts';

const { values } = parseArgs({
  options: {
    config: { type: 'string' },
    from: { type: 'string' },
    every: { type: 'string', default: 'quarter' },
    first: { type: 'string', default: '2010-01-01' },
    last: { type: 'string', default: '2013-07-01' },
    seed: { type: 'string', default: '1' },
    curves: { type: 'string' },
    speed: { type: 'boolean', default: false },
  },
});
if (!values.config || !values.from) throw new Error('expected --config <file> and --from <file>');
const { first, last, curves, seed, speed } = values;

await withEvents({ config: values.config, from: values.from }, async ({ events, input }) => {
  const settings = input.loaded.config.scoring;
  if (speed) return measureSpeed(events, settings);
  const startedAt = process.cpuUsage();
  const evaluation = await evaluateRolling(events, settings, {
    every: values.every === 'month' ? 'month' : 'quarter',
    first: parseAsOf(first, 'UTC'),
    last: parseAsOf(last, 'UTC'),
    asOf: null,
    seed: Number(seed),
    onPeriod: (period) => {
      console.log(textOfPeriod(period));
    },
  });
  const { user, system } = process.cpuUsage(startedAt);
  console.log(`\n${textOfRolling(evaluation)}\n\n${Math.round((user + system) / 1e6)} s of CPU time`);
  if (curves) await writeFile(curves, curvesSvg(evaluation.curves, 'said and came, all periods'));
});
