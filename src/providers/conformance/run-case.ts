import { messageOf } from '../../errors.ts';
import { openBench } from './bench.ts';
import type { ConformanceCase } from './case.ts';
import type { CaseResult } from './certificate.ts';
import type { SetUp, SourceUnderTest } from './source-under-test.ts';

/** Runs one case against a source made ready for it. Never throws. */
export async function runCase(kit: ConformanceCase, setUp: SetUp): Promise<CaseResult> {
  const { id, title } = kit;
  const startedAt = performance.now();
  const ended = (outcome: CaseResult['outcome'], reason: string | null): CaseResult => ({
    ...{ id, title, outcome, reason },
    ms: performance.now() - startedAt,
  });

  try {
    const source = await setUp();
    const bench = openBench(source);
    try {
      const notOffered = kit.notOffered?.(bench.provider, source) ?? null;
      if (notOffered !== null) return ended('notOffered', notOffered);
      const written = skipReason(source, id);
      if (written !== null) return ended('skipped', written);
      const missing = (kit.needs ?? []).filter((ability) => source[ability] === undefined);
      if (missing.length > 0)
        return ended(
          'failed',
          `expected ${missing.join(', ')} of the test, or a reason in skips[${JSON.stringify(id)}]`,
        );
      await kit.run(bench);
      return ended('passed', null);
    } finally {
      await bench.close();
    }
  } catch (error) {
    return ended('failed', messageOf(error));
  }
}

/** The written reason for a case, or for its whole group. */
function skipReason({ skips = {} }: SourceUnderTest, id: string): string | null {
  const [group = ''] = id.split('.');
  return [skips[id], skips[group]].find((reason) => reason !== undefined && reason.trim() !== '') ?? null;
}
