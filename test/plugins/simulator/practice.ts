import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  simCrm,
  simErp,
  simTms,
  simulatedDistributor,
  simWms,
  type SimulatedDistributor,
} from '../../../plugins/simulator/index.ts';
import type { CanonicalRecord, RecordKind } from '../../../src/domain/record/record.ts';
import { silentLog } from '../../../src/log.ts';
import { createHost } from '../../../src/providers/create-host.ts';
import type { Cursor } from '../../../src/providers/define-provider.ts';
import type { HostedProvider, ProviderHost } from '../../../src/providers/host.ts';

/** A Sunday: the clock first stands mid-morning on the Tuesday after it. */
export const STARTS_AT = '2026-03-01T00:00:00.000Z';

export const SYSTEMS = { 'sim-crm': simCrm, 'sim-wms': simWms, 'sim-erp': simErp, 'sim-tms': simTms } as const;
export type SystemId = keyof typeof SYSTEMS;

/** A small distributor on a wall clock that a test moves. */
export interface Practice {
  readonly folder: string;
  readonly wall: { ms: number };
  /** The distributor as a new process would open it. */
  readonly distributor: (options?: Partial<Parameters<typeof simulatedDistributor>[0]>) => SimulatedDistributor;
  /** The process that ran it is killed: nothing is closed. */
  readonly killed: () => void;
  /** Its four systems, behind a host that is closed when the test ends. */
  readonly open: (world?: SimulatedDistributor, pageSize?: number) => OpenSystems;
}

export interface OpenSystems {
  readonly world: SimulatedDistributor;
  readonly host: ProviderHost;
  readonly get: (id: SystemId) => HostedProvider;
}

/** A folder of its own with a distributor of two days and a half of history, 60 times as fast as the wall. */
export function practice(folder: string = temporaryFolder()): Practice {
  const wall = { ms: 0 };
  function distributor(options = {}): SimulatedDistributor {
    return simulatedDistributor(
      { seed: 7, scale: 0.01, historyDays: 2, speed: 60, directory: folder, startsAt: STARTS_AT, ...options },
      { wallMs: () => wall.ms },
    );
  }
  function open(world = distributor(), pageSize = 500): OpenSystems {
    const configured = Object.entries(SYSTEMS).map(([id, system]) => system({ id, world, pageSize }));
    const host = createHost(configured, { baseDir: '.', now: world.clock, log: silentLog });
    onTestFinished(() => host.close());
    return { world, host, get: (id) => host.get(id) };
  }
  const killed = (): void => rmSync(join(folder, 'owner.json'), { force: true });
  return { folder, wall, distributor, killed, open };
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-simulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a system has after a cursor, and the cursor after it. */
export async function readOn<K extends RecordKind>(provider: HostedProvider, kind: K, from: Cursor = null) {
  const records: Extract<CanonicalRecord, { kind: K }>[] = [];
  let cursor = from;
  for await (const page of provider.read(kind, cursor, new AbortController().signal)) {
    for (const { record } of page.records) if (isOf(kind, record)) records.push(record);
    cursor = page.cursor;
  }
  return { records, cursor };
}

function isOf<K extends RecordKind>(kind: K, record: CanonicalRecord): record is Extract<CanonicalRecord, { kind: K }> {
  return record.kind === kind;
}
