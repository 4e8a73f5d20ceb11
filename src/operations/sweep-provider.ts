import { randomUUID } from 'node:crypto';
import { keyOf, type RecordKind } from '../domain/record/record.ts';
import { messageOf } from '../errors.ts';
import type { HostedProvider } from '../providers/host.ts';
import { judgeSweep } from '../providers/judge-sweep.ts';
import type { Deps } from './deps.ts';
import { knownKeys } from './keys-at-source.ts';
import { noteFailure, noteSuccess } from './note-health.ts';
import { savePage } from './save-page.ts';

/** What a sweep of one kind came to. */
export interface SweepReport {
  readonly kind: RecordKind;
  readonly known: number;
  readonly removed: number;
  /** Why nothing was removed although some were gone; null when all went as it should. */
  readonly problem: string | null;
}

/** Records removed in one transaction. */
const AT_ONCE = 500;

/**
 * Compares all that a source lists with all that was seen of it, and removes what is gone; where the source is read again for that, changes
 * that moved no cursor are taken in too. A listing that fails, is empty or lacks too much removes nothing: the reason is parked for an
 * operator, and the source is degraded until a sweep goes well. Does nothing in an as-of book. Never throws, but when the signal aborts.
 */
export async function sweepProvider(
  deps: Deps,
  provider: HostedProvider,
  signal: AbortSignal,
): Promise<readonly SweepReport[]> {
  const reports: SweepReport[] = [];
  if (deps.until() !== null) return reports;
  for (const { kind, sweep } of provider.offers) {
    if (!sweep) continue;
    const report = await sweepKind(deps, provider, kind, signal);
    reports.push(report);
    if (report.problem !== null) await tell(deps, provider.id, report);
  }
  const refused = reports.filter(({ problem }) => problem !== null);
  const reason = refused.map(({ kind, problem }) => `${kind}: ${problem}`).join('; ');
  if (refused.length > 0) await noteFailure(deps, provider.id, 'sweep', reason);
  else if (reports.length > 0) await noteSuccess(deps, provider.id, 'sweep');
  return reports;
}

async function sweepKind(
  deps: Deps,
  provider: HostedProvider,
  kind: RecordKind,
  signal: AbortSignal,
): Promise<SweepReport> {
  // Before the listing: what is created meanwhile is not known yet, and so not missed.
  const known = await knownKeys(deps, provider.id, kind);
  const report = { kind, known: known.length, removed: 0 };
  try {
    const listed = await listAll(deps, provider, kind, signal);
    const verdict = judgeSweep({ known, listed, maxGoneRatio: provider.settings.maxGoneRatio });
    if (verdict.status === 'refused') return { ...report, problem: verdict.reason };
    await remove(deps, provider.id, kind, verdict.gone);
    return { ...report, removed: verdict.gone.length, problem: null };
  } catch (error) {
    signal.throwIfAborted();
    return {
      ...report,
      problem: `expected a whole listing, it ended early: nothing was removed (${messageOf(error)})`,
    };
  }
}

async function listAll(
  deps: Deps,
  provider: HostedProvider,
  kind: RecordKind,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const listed = new Set<string>();
  if (provider.listKeys && provider.offers.some((offer) => offer.kind === kind && offer.sweep === 'keys')) {
    for await (const keys of provider.listKeys(kind, signal)) for (const key of keys) listed.add(key);
    return listed;
  }
  const readId = `sweep/${randomUUID()}`;
  let unreadable = 0;
  for await (const page of provider.read(kind, null, signal)) {
    for (const { record } of page.records) listed.add(keyOf(record));
    unreadable += page.unreadable.length;
    await deps.store.transaction((store) =>
      savePage({ ...deps, store }, { providerId: provider.id, kind, page, readId }),
    );
  }
  // A row that cannot be read may be of a record that is known: it is there, only its key is not seen.
  if (unreadable > 0) throw new Error(`${unreadable} rows cannot be read: see \`promisegraph providers parked\``);
  return listed;
}

async function remove(deps: Deps, providerId: string, kind: RecordKind, gone: readonly string[]): Promise<void> {
  const readId = `sweep/${randomUUID()}`;
  for (let at = 0; at < gone.length; at += AT_ONCE) {
    const page = { records: [], deletes: gone.slice(at, at + AT_ONCE), unreadable: [] };
    await deps.store.transaction((store) => savePage({ ...deps, store }, { providerId, kind, page, readId }));
  }
}

async function tell({ store, log, now }: Deps, providerId: string, { kind, problem }: SweepReport): Promise<void> {
  log.warn({ provider: providerId, kind, err: problem }, 'sweep removed nothing');
  // The reason is the payload too: another one is another row, the same is told once.
  const row = { providerId, kind, location: `sweep of ${kind}`, reason: problem ?? '', payload: problem };
  await store.parked.add([row], now());
}
