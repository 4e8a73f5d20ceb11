import { randomUUID } from 'node:crypto';
import type { RecordKind } from '../domain/record/record.ts';
import { messageOf } from '../errors.ts';
import type { Cursor } from '../providers/define-provider.ts';
import type { CheckedPage, HostedProvider } from '../providers/host.ts';
import { eachOf } from './each-of.ts';
import { createKeyFilter, type KeyFilter } from './key-filter.ts';
import { noteFailure, noteSuccess } from './note-health.ts';
import { readAhead } from './read-ahead.ts';
import { savePage, type PageCounts } from './save-page.ts';
import type { Deps } from './deps.ts';

/** What a read of one source brought. */
export interface ReadReport extends PageCounts {
  readonly providerId: string;
  /** Why it ended early; null when it came to the end. What was read before stands. */
  readonly problem: string | null;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** One after the other unless it says more. With two, one is read from the source while another is saved. */
  readonly kindsAtOnce?: number;
  /** True when nobody else takes in records of this source meanwhile: a first read then knows by itself what it has saved. */
  readonly isAlone?: boolean;
  readonly onProgress?: (kind: RecordKind, ratio: number | null, counts: PageCounts) => void;
}

/** Where a read stands: kept with the cursor, so that a read cut short goes on as the same read. */
interface ReadState {
  readonly cursor: Cursor;
  readonly readId: string;
  readonly done: boolean;
}

/**
 * Reads every kind of one source from where it left off into the inbox. A source that fails is reported and remembered as
 * failing, and stops nothing else. Idempotent: what was read before is recognised by its content.
 */
export async function readProvider(deps: Deps, provider: HostedProvider, options: ReadOptions): Promise<ReadReport> {
  const counts = { records: 0, events: 0, parked: 0, withheld: 0 };
  try {
    const { kindsAtOnce: atOnce = 1, signal } = options;
    await eachOf(provider.kinds, { atOnce, signal }, (kind, stop) =>
      readKind(deps, provider, kind, counts, { ...options, signal: stop }),
    );
  } catch (error) {
    if (options.signal.aborted) throw error;
    const problem = messageOf(error);
    deps.log.warn({ provider: provider.id, err: problem }, 'source cannot be read');
    await noteFailure(deps, provider.id, 'read', problem);
    return { providerId: provider.id, ...counts, problem };
  }
  await noteSuccess(deps, provider.id, 'read');
  return { providerId: provider.id, ...counts, problem: null };
}

async function readKind(
  deps: Deps,
  provider: HostedProvider,
  kind: RecordKind,
  counts: Writable<PageCounts>,
  options: ReadOptions,
): Promise<void> {
  // A cursor that we saved ourselves, in the shape of ReadState.
  const last = (await deps.store.sources.cursor(provider.id, kind)) as ReadState | null;
  const readId = last && !last.done ? last.readId : randomUUID();
  const saved = options.isAlone && !(await deps.store.sources.hasSeen(provider.id, kind)) ? createKeyFilter() : null;
  let state = last;
  // A new read overlaps the last one, as far as a change may show late; a read that was cut short goes on exactly where it was.
  const from = last?.done ? provider.stepBack(kind, last.cursor) : (last?.cursor ?? null);
  for await (const page of readAhead(provider.read(kind, from, options.signal))) {
    const next: ReadState = { cursor: page.cursor, readId, done: false };
    const came = await saveReadPage(deps, provider, { kind, page, saved, from: state, to: next });
    state = next;
    await provider.acknowledge?.(kind, page.cursor);
    for (const name of Object.keys(counts) as (keyof PageCounts)[]) counts[name] += came[name];
    options.onProgress?.(kind, page.progressRatio, counts);
  }
  if (state !== last || !last?.done) {
    const to: ReadState = { cursor: state?.cursor ?? null, readId, done: true };
    await deps.store.sources.moveCursor(provider.id, kind, { from: state, to });
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface ReadPageToSave {
  readonly kind: RecordKind;
  readonly page: CheckedPage;
  readonly saved: KeyFilter | null;
  readonly from: ReadState | null;
  readonly to: ReadState;
}

/**
 * The page and the cursor after it, in one transaction: a crash leaves both or neither. Only a source that is told what was saved, and
 * then forgets it, must wait for the disk: another is read again.
 */
function saveReadPage(
  deps: Deps,
  provider: HostedProvider,
  { kind, page, saved, from, to }: ReadPageToSave,
): Promise<PageCounts> {
  return deps.store.transaction(
    async (store) => {
      const read = { providerId: provider.id, kind, page, readId: to.readId, saved };
      const counts = await savePage({ ...deps, store }, read);
      await store.sources.moveCursor(provider.id, kind, { from, to });
      return counts;
    },
    { isDurable: provider.acknowledge !== null },
  );
}
