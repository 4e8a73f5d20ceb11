import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CanonicalRecord } from '../../../src/providers/index.ts';
import { SHOWS, SYSTEM_NAMES, systemOf } from '../providers/shows.ts';
import { recordIn } from '../records/to-record.ts';
import type { StateKind } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { recordsFile } from './layout.ts';
import { openLineFile, type LineFile } from './line-file.ts';

/** Writes every version of every record of a world as its systems would have told it, while it runs. */
export interface RecordLog {
  /** Writes what changed since it last looked. Miss nothing: call it after each instant at which something happens. */
  readonly follow: (world: World) => void;
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** Records written so far. */
  readonly count: () => number;
}

const KINDS: readonly StateKind[] = [...new Set(SYSTEM_NAMES.flatMap((name) => SHOWS[name].kinds))];

/** Opens a file per system and kind in a folder that is there. */
export function openRecordLog(directory: string): RecordLog {
  const files = new Map<string, LineFile>();
  for (const system of SYSTEM_NAMES) {
    mkdirSync(join(directory, system), { recursive: true });
    for (const kind of SHOWS[system].kinds)
      files.set(`${system}/${kind}`, openLineFile(recordsFile(directory, system, kind)));
  }
  let after = 0;
  let written = 0;

  function follow(world: World): void {
    if (world.sequence === after) return;
    for (const kind of KINDS)
      for (const { id } of world.changesAfter(kind, after, Number.POSITIVE_INFINITY)) add(recordIn(world, kind, id));
    after = world.sequence;
  }

  function add(record: CanonicalRecord | null): void {
    if (record === null) return;
    const system = systemOf(record.kind, record.kind === 'exception' ? record.type : null);
    files.get(`${system}/${record.kind}`)?.write(JSON.stringify(record));
    written += 1;
  }

  const each = async (work: (file: LineFile) => Promise<void>): Promise<void> => {
    await Promise.all([...files.values()].map(work));
  };
  return {
    follow,
    flush: () => each((file) => file.flush()),
    close: () => each((file) => file.close()),
    count: () => written,
  };
}
