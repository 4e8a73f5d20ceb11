/** How one case ended. `notOffered`: the provider does not say that it can do this; `skipped`: this test cannot try it. */
export type CaseOutcome = 'passed' | 'failed' | 'skipped' | 'notOffered';

export interface CaseResult {
  /** Permanent, such as `C04.1`. */
  readonly id: string;
  readonly title: string;
  readonly outcome: CaseOutcome;
  /** Why it did not pass; null when it did. */
  readonly reason: string | null;
  readonly ms: number;
}

/** What a provider showed against a live source, case by case. */
export interface Certificate {
  readonly plugin: string;
  readonly version: string;
  /** When it was issued, an ISO instant. */
  readonly date: string;
  /** True when nothing failed and every case that was skipped has a written reason. */
  readonly isGreen: boolean;
  readonly cases: readonly CaseResult[];
}

export function createCertificate(
  { plugin, version, date }: Pick<Certificate, 'plugin' | 'version' | 'date'>,
  cases: readonly CaseResult[],
): Certificate {
  return { plugin, version, date, isGreen: cases.every(({ outcome }) => outcome !== 'failed'), cases };
}

/** How many cases ended how, such as `45 passed, 0 failed, 1 skipped with a reason, 3 not offered`. */
export function certificateSum({ cases }: Pick<Certificate, 'cases'>): string {
  const count = (outcome: CaseOutcome): number => cases.filter((result) => result.outcome === outcome).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped with a reason, ${count('notOffered')} not offered`;
}

/** The certificate as text, one line a case. */
export function certificateText(certificate: Certificate): string {
  const { plugin, version, date, isGreen, cases } = certificate;
  const lines = cases.map(({ id, title, outcome, reason, ms }) => {
    const time = outcome === 'passed' || outcome === 'failed' ? `${Math.round(ms)} ms` : '';
    return `${id.padEnd(7)}${outcome.padEnd(12)}${time.padStart(9)}  ${title}${reason === null ? '' : `: ${reason}`}`;
  });
  return [
    `${plugin} ${version}, ${date}: ${isGreen ? 'conforms' : 'DOES NOT CONFORM'} (${certificateSum(certificate)})`,
    ...lines,
  ].join('\n');
}
