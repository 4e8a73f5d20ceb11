import { percent } from '../features/wording.ts';
import { logOddsOf } from '../log-odds.ts';
import { bookLateRatio } from './base-rate.ts';
import type { Rule } from './rule.ts';

/** Lines of the whole book's rate that a key's own rate is mixed with: few outcomes say little. */
const PRIOR_LINES = 20;

/** How often lines of the same route, or of the same item, were late, against the whole book. */
export const pastLateness: Rule = {
  name: 'past_lateness',
  signal: 'wayHistory',
  weigh: (snapshot) => {
    const of = snapshot.history.route ? 'route' : 'item';
    const tally = snapshot.history[of];
    if (!tally || tally.lines <= 0) return null;
    const book = bookLateRatio(snapshot);
    const ratio = (tally.late + PRIOR_LINES * book) / (tally.lines + PRIOR_LINES);
    return {
      logOdds: logOddsOf(ratio) - logOddsOf(book),
      said: `${percent(tally.late / tally.lines)} of the ${tally.lines} lines of its ${of} were late`,
    };
  },
};
