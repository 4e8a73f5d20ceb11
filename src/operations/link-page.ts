import { randomUUID } from 'node:crypto';
import {
  bearsOf,
  joined,
  newRecord,
  tokensChanged,
  translatedIds,
  type LinkedRecord,
} from '../domain/link/linked-record.ts';
import { isLinkedKind, type LinkRule, type Links } from '../domain/link/link-rule.ts';
import { idName, tellingOf, type Resolution, type Telling } from '../domain/link/telling.ts';
import { keyOf, type RecordKind } from '../domain/record/record.ts';
import { AppError } from '../errors.ts';
import type { CheckedPage } from '../providers/host.ts';
import type { LinkStore } from '../store/links.ts';
import { resolveLinks } from './resolve-links.ts';

/** What a source said of records of one kind, in one read. */
export interface SaidPage {
  readonly providerId: string;
  readonly kind: RecordKind;
  readonly page: Pick<CheckedPage, 'records' | 'deletes'>;
  readonly readId: string;
}

/** The same under the ids of the book. */
export interface LinkedPage extends SaidPage {
  /** Where the source's records of the kind stand among the others'; null where its ids are the book's. */
  readonly rank: number | null;
}

/**
 * A page under the ids of the book, with what else must be told anew because it makes or breaks a link: what ends under an id comes first, what is
 * told anew last. Keeps what was said. Must run inside a transaction; some eight statements, whatever the size of the page.
 */
export async function linkPage(store: LinkStore, links: Links, said: SaidPage): Promise<readonly LinkedPage[]> {
  if (!links.takesPart(said.providerId)) return [{ ...said, rank: null }];
  await store.lock();
  const { before, after, gone } = await takeIn(store, links, said);
  const moved = [...before.keys(), ...after.keys()].flatMap((key) =>
    after.has(key) || gone.includes(key) ? tokensChanged(links, before.get(key) ?? null, after.get(key) ?? null) : [],
  );
  const isSaid = (row: LinkedRecord): boolean =>
    row.providerId === said.providerId && row.kind === said.kind && after.has(row.key);
  const others = (await store.asking([...new Set(moved)])).filter((row) => !isSaid(row));
  const tellings = await tell(store, links, [...after.values(), ...others]);

  const retold = createRetelling(links);
  const asItCame = new Map<string, Telling>();
  for (const telling of tellings) {
    const { row, toldBefore } = telling;
    if (toldBefore !== null && toldBefore !== row.toldAs) retold.forget(row, toldBefore);
    if (row.toldAs === null) continue;
    // Told for the first time, or as before: as it came, piece by piece. Else all that was ever said of it.
    if (isSaid(row) && (toldBefore === row.toldAs || !before.has(row.key))) asItCame.set(row.key, telling);
    else retold.tell(telling);
  }
  for (const key of gone) retold.forgetGone(before.get(key));

  const records = said.page.records.flatMap(({ record, location }) => {
    const telling = asItCame.get(keyOf(record));
    return telling ? [{ record: telling.translate(record), location }] : [];
  });
  // Of a source whose ids are translated, what is gone is forgotten under the id that it was told as.
  const deletes = links.isTranslated(said.providerId) ? [] : said.page.deletes;
  return [
    ...(await unlessTaken(store, retold.pages('forgotten'))),
    { ...said, page: { records, deletes }, rank: rankOf(links, said.providerId, said.kind) },
    ...retold.pages('told'),
  ];
}

interface TakenIn {
  readonly before: ReadonlyMap<string, LinkedRecord>;
  readonly after: ReadonlyMap<string, LinkedRecord>;
  /** Keys that were known and are no more. */
  readonly gone: readonly string[];
}

/** Keeps what a page says, joined to what was said before. */
async function takeIn(
  store: LinkStore,
  links: Links,
  { providerId, kind, page: { records, deletes } }: SaidPage,
): Promise<TakenIn> {
  const keys = [...new Set([...records.map(({ record }) => keyOf(record)), ...deletes])];
  const before = new Map((await store.load(providerId, kind, keys)).map((row) => [row.key, row]));
  const after = new Map<string, LinkedRecord>();
  for (const { record } of records) {
    const key = keyOf(record);
    const known = after.get(key) ?? before.get(key) ?? newRecord(providerId, record);
    const whole = links.isTranslated(providerId) ? joined(known.record, record) : null;
    after.set(key, { ...known, record: whole, bears: bearsOf(links, providerId, record) });
  }
  const gone = deletes.filter((key) => before.has(key) && !after.has(key));
  await store.remove(providerId, kind, gone);
  await store.save([...after.values()].filter(isKept));
  return { before, after, gone };
}

/** Of a source whose ids are the book's, only what bears a key. */
function isKept({ record, bears }: LinkedRecord): boolean {
  return record !== null || bears.length > 0;
}

/** How records are told as links now stand; kept with what their ids hang on. */
async function tell(store: LinkStore, links: Links, rows: readonly LinkedRecord[]): Promise<readonly Telling[]> {
  const asked = rows.flatMap(({ providerId, record }) => (record ? translatedIds(links, providerId, record) : []));
  const resolved = await resolveLinks(store, asked);
  const resolve = (rule: LinkRule, id: string): Resolution => {
    const found = resolved.get(idName(rule, id));
    if (!found) throw new AppError('INVARIANT', `expected ${idName(rule, id)} to be resolved`);
    return found;
  };
  const tellings = rows.map((row) => tellingOf(links, row, resolve));
  await store.save(tellings.map(({ row }) => row).filter(({ record }) => record !== null));
  return tellings;
}

/** Ids that something else of the same source is told under by now do not end: what is told of them takes the place of what was. */
async function unlessTaken(store: LinkStore, pages: readonly LinkedPage[]): Promise<readonly LinkedPage[]> {
  const spared: LinkedPage[] = [];
  for (const { page, ...about } of pages) {
    const taken = await store.ownKeys(about.providerId, about.kind, page.deletes);
    spared.push({ ...about, page: { ...page, deletes: page.deletes.filter((id) => !taken.has(id)) } });
  }
  return spared;
}

interface Retelling {
  /** Says that a record is no longer told under an id. */
  readonly forget: (row: LinkedRecord, toldAs: string) => void;
  /** Says that the source no longer has a record. */
  readonly forgetGone: (row: LinkedRecord | undefined) => void;
  readonly tell: (telling: Telling) => void;
  readonly pages: (which: 'forgotten' | 'told') => readonly LinkedPage[];
}

/** What is told anew, by source and kind. */
function createRetelling(links: Links): Retelling {
  const readId = `link/${randomUUID()}`;
  const pages = { forgotten: new Map<string, OpenPage>(), told: new Map<string, OpenPage>() };

  function pageOf(which: keyof typeof pages, { providerId, kind }: LinkedRecord): OpenPage['page'] {
    const name = `${providerId}/${kind}`;
    const known = pages[which].get(name);
    if (known) return known.page;
    const opened = {
      providerId,
      kind,
      page: { records: [], deletes: [] },
      readId,
      rank: rankOf(links, providerId, kind),
    };
    pages[which].set(name, opened);
    return opened.page;
  }

  /** What a shipment reached cannot be taken back, and to say that it failed would be untrue. */
  function forget(row: LinkedRecord, toldAs: string): void {
    if (row.kind !== 'shipment') pageOf('forgotten', row).deletes.push(toldAs);
  }

  return {
    forget,
    forgetGone: (row) => {
      if (!row?.record || row.toldAs === null) return;
      const isAnothers = isLinkedKind(row.kind) && links.ruleOf(row.providerId, row.kind) !== null;
      if (row.kind === 'shipment' && !isAnothers) pageOf('forgotten', row).deletes.push(row.toldAs);
      else forget(row, row.toldAs);
    },
    tell: ({ row, translate }) => {
      if (row.record) pageOf('told', row).records.push({ record: translate(row.record), location: null });
    },
    pages: (which) => [...pages[which].values()],
  };
}

interface OpenPage extends LinkedPage {
  readonly page: { readonly records: CheckedPage['records'][number][]; readonly deletes: string[] };
}

function rankOf(links: Links, providerId: string, kind: RecordKind): number | null {
  return isLinkedKind(kind) ? (links.ruleOf(providerId, kind)?.rank ?? null) : null;
}
