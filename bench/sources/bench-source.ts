import type { ConfiguredProvider } from '../../src/providers/index.ts';

/** A source system that runs, with as many orders as were asked for. */
export interface BenchSource {
  readonly provider: ConfiguredProvider;
  /** Of the source's process: its processor time is told apart from ours. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}
