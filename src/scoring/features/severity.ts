import { SEVERITIES } from '../../domain/record/incident-records.ts';

/** The worst of some: 0 for none, 1 for low to 4 for critical. */
export function severityOf(things: readonly { readonly severity: (typeof SEVERITIES)[number] }[]): number {
  return things.reduce((worst, { severity }) => Math.max(worst, SEVERITIES.indexOf(severity) + 1), 0);
}
