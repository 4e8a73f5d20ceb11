import DataLoader from 'dataloader';
import type { Answers } from '../../operations/answers.ts';
import type { Remedies } from '../../operations/find-remedies.ts';
import { groupBy } from '../group-by.ts';

/** A line whose risk is to come under a threshold. */
export interface RemediesWanted {
  readonly lineId: string;
  readonly threshold: number;
}

const NOTHING_TO_DO: Remedies = { remedies: [], tried: 0, message: 'the line is no longer open' };

/** Remedies for all lines of one query, together for each threshold. */
export function createRemediesLoader({ findRemedies }: Answers): DataLoader<RemediesWanted, Remedies, string> {
  return new DataLoader<RemediesWanted, Remedies, string>(
    async (wanted) => {
      const found = new Map<RemediesWanted, Remedies>();
      for (const same of groupBy(wanted, ({ threshold }) => String(threshold)).values()) {
        const byLine = await findRemedies(
          same.map(({ lineId }) => lineId),
          same[0].threshold,
        );
        for (const one of same) found.set(one, byLine.get(one.lineId) ?? NOTHING_TO_DO);
      }
      return wanted.map((one) => found.get(one) ?? NOTHING_TO_DO);
    },
    { cacheKeyFn: ({ lineId, threshold }) => JSON.stringify([lineId, threshold]) },
  );
}
