import { join } from 'node:path';
import type { RecordKind } from '../../../src/providers/index.ts';
import type { SystemName } from '../providers/shows.ts';

/** What a folder of history holds, beside a file per system and kind. */
export const OUTCOMES_FILE = 'outcomes.csv';
export const RUN_FILE = 'run.json';

/** Where a system's records of a kind are: every version that it told, oldest first, one line of JSON each. */
export function recordsFile(directory: string, system: SystemName, kind: RecordKind): string {
  return join(directory, system, `${kind}.jsonl.gz`);
}
