import {
  defineProvider,
  type CallContext,
  type ConnectContext,
  type Cursor,
  type ReadPage,
  type RecordKind,
} from '../../src/providers/index.ts';
import { X12Config } from './config.ts';
import { cursorOf, type X12Cursor } from './cursor.ts';
import { createInbox, type Inbox } from './intake/inbox.ts';
import { createLocalPlace } from './place/local-place.ts';
import type { Place } from './place/place.ts';
import { createSftpPlace } from './place/sftp-place.ts';
import { KINDS } from './records/read-set.ts';

interface X12Client {
  readonly place: Place;
  readonly inbox: Inbox;
  readonly config: X12Config;
}

/** EDI in X12 from a drop folder, here or on an SFTP server; answered with 997. Reads only. */
export const x12 = defineProvider({
  type: 'x12',
  module: import.meta.url,
  config: X12Config,
  reads: () => KINDS,
  traits: () => Object.fromEntries(KINDS.map((kind) => [kind, { cursor: 'file', deletes: kind === 'exception' }])),
  connect,
  async check({ place, config: { folders } }) {
    const waiting = await place.list(folders.in);
    const refused = (await place.list(folders.quarantine)).filter(({ name }) => !name.endsWith('.reason.json'));
    return { detail: `${place.describe()}: ${waiting.length} files wait, ${refused.length} are in quarantine` };
  },
  read,

  async acknowledge({ inbox }, kind, cursor) {
    for (const id of cursorOf(cursor).done) await inbox.saved(id, kind);
  },

  close: ({ place }) => place.close(),
});

function connect(config: X12Config, { resolvePath, now }: ConnectContext): X12Client {
  const place = config.sftp
    ? createSftpPlace(config.sftp, config.folder)
    : createLocalPlace(resolvePath(config.folder));
  return { place, inbox: createInbox(place, config, { kinds: KINDS, now }), config };
}

/** What the files say of a kind, oldest file first. A cursor that comes is saved, so that its files are too: whoever was killed before saying so says it now. */
async function* read(
  { inbox, config: { pageSize } }: X12Client,
  kind: RecordKind,
  cursor: Cursor,
  { signal }: CallContext,
): AsyncGenerator<ReadPage> {
  const left = cursorOf(cursor);
  const waiting = await inbox.look(signal);
  const present = new Set(waiting.map(({ id }) => id));
  for (const id of left.done.filter((done) => present.has(done))) await inbox.saved(id, kind);

  let at: X12Cursor = { ...left, done: left.done.filter((id) => present.has(id)) };
  let isNews = false;
  for (const { id, findings } of waiting.filter((file) => !at.done.includes(file.id))) {
    const { records, unreadable } = findings(kind);
    let from = at.begun?.id === id ? at.begun.records : 0;
    while (records.length - from > pageSize) {
      const next = from + pageSize;
      at = { ...at, begun: { id, records: next } };
      yield { records: records.slice(from, next), deletes: [], cursor: at, unreadable: from === 0 ? unreadable : [] };
      from = next;
    }
    at = { ...at, done: [...at.done, id], begun: null };
    isNews = records.length === 0 && unreadable.length === 0;
    if (!isNews)
      yield { records: records.slice(from), deletes: [], cursor: at, unreadable: from === 0 ? unreadable : [] };
  }
  if (kind === 'exception') yield* quarantined(inbox, at, { isNews, signal });
  // Files that say nothing of this kind are done with all the same, and that must be saved too.
  else if (isNews) yield { records: [], deletes: [], cursor: at };
}

/** What was refused since, and what people have taken out of quarantine since: that is resolved. */
async function* quarantined(
  { quarantine }: Inbox,
  at: X12Cursor,
  { isNews, signal }: { readonly isNews: boolean; readonly signal: AbortSignal },
): AsyncGenerator<ReadPage> {
  const exceptions = await quarantine.exceptions(signal);
  const records = [...exceptions].filter(([id]) => !at.told.includes(id)).map(([, record]) => ({ record }));
  const deletes = at.told.filter((id) => !exceptions.has(id));
  if (isNews || records.length > 0 || deletes.length > 0)
    yield { records, deletes, cursor: { ...at, told: [...exceptions.keys()] } };
}
