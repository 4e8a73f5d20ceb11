import type { HostedProvider } from '../host.ts';
import type { Bench } from './bench.ts';
import type { SourceUnderTest } from './source-under-test.ts';

/** One check that every provider must pass, or say why it cannot be tried. */
export interface ConformanceCase {
  /** Group of the contract and number in it; permanent. */
  readonly id: string;
  readonly title: string;
  /** What the test must be able to do. */
  readonly needs?: readonly (keyof SourceUnderTest)[];
  /** Why the provider need not do this, as it does not say that it can; null when it must. */
  readonly notOffered?: (provider: HostedProvider, source: SourceUnderTest) => string | null;
  /** Throws when the provider does not hold what it must. */
  readonly run: (bench: Bench) => Promise<void>;
}
