import { parseAsOf, type Instant } from '../../domain/time.ts';
import { AppError } from '../../errors.ts';

/** The first instant of a simulation: a date is its midnight in UTC. Throws `INPUT_INVALID`. */
export function parseStart(text: string): Instant {
  try {
    return parseAsOf(text, 'UTC');
  } catch (cause) {
    throw new AppError(
      'INPUT_INVALID',
      `--start: expected a date like 2026-01-05, or an instant, came ${JSON.stringify(text)}`,
      {},
      { cause },
    );
  }
}
