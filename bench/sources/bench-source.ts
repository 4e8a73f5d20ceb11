import type { ConfiguredProvider } from '../../src/providers/index.ts';

/** A source system that runs, with as many orders as were asked for. */
export interface BenchSource {
  readonly provider: ConfiguredProvider;
  /** Of the source's process: its processor time is told apart from ours. Null for a source that is files, or lives in our process. */
  readonly pid: number | null;
  readonly stop: () => void | Promise<void>;
}
