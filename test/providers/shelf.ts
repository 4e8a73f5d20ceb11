import { EventEmitter, once } from 'node:events';
import {
  defineProvider,
  z,
  type CanonicalRecord,
  type ChangeHint,
  type Cursor,
  type Instant,
} from '../../src/providers/index.ts';

/** A source in this process that can what the memory provider cannot: ring when something changed, tell its past, and hear what was saved. */
export class Shelf {
  /** What lies there now, in the order in which it came: a change in place moves no cursor. */
  readonly records: CanonicalRecord[] = [];
  /** What lay there at earlier times. */
  readonly past = new Map<Instant, readonly unknown[]>();
  /** What it does when it is told that a page is saved. */
  onAcknowledge: (cursor: Cursor) => void | Promise<void> = () => undefined;
  /** `hints` come to those who listen; an `error` ends their connection. */
  readonly line = new EventEmitter<{ hints: [readonly ChangeHint[]]; error: [Error] }>();

  get listeners(): number {
    return this.line.listenerCount('hints');
  }
}

/** Reads a shelf, a record a page. */
export const shelf = defineProvider({
  type: 'shelf',
  config: z.object({ shelf: z.instanceof(Shelf) }),
  reads: () => ['order'],
  traits: () => ({ order: { key: 'id', cursor: 'place', sweep: 'records', asOf: true } }),
  connect: (config) => config.shelf,
  check: async () => ({ detail: 'a shelf in this process' }),

  async *read({ records }, _kind, cursor) {
    for (let place = typeof cursor === 'number' ? cursor : 0; place < records.length; place += 1)
      yield { records: [{ record: records[place] }], deletes: [], cursor: place + 1 };
  },

  async *readAsOf({ past }, _kind, at) {
    yield { records: (past.get(at) ?? []).map((record) => ({ record })), deletes: [], cursor: null };
  },

  acknowledge: async (source, _kind, cursor) => source.onAcknowledge(cursor),

  async listen({ line }, onHints, { signal }) {
    line.on('hints', onHints);
    try {
      await once(line, 'end', { signal });
    } finally {
      line.off('hints', onHints);
    }
  },
});
