import { defineProvider } from '../../src/providers/index.ts';
import { createClient } from './client.ts';
import { JetstreamConfig } from './config.ts';
import { cursorFor, QueueCursor } from './cursor.ts';
import { toPage, type GivenTimes } from './to-page.ts';

/** Milliseconds for which messages are gathered before one hint is given for all of them. */
const GATHER_MS = 100;

/** Any system that publishes CloudEvents to NATS JetStream. Reads only. */
export const jetstream = defineProvider({
  type: 'jetstream',
  module: import.meta.url,
  config: JetstreamConfig,
  reads: ({ reads }) => reads.map(({ kind }) => kind),
  traits: ({ reads }) =>
    Object.fromEntries(
      reads.map(({ kind, removedTypes }) => [kind, { cursor: 'delivery', deletes: removedTypes.length > 0 }]),
    ),
  connect: (config, context) => ({ ...createClient(config, context), pageSize: config.pageSize }),
  check: ({ check }) => check(),

  async *read({ queue: queueOf, pageSize }, kind, cursor, { signal }) {
    const queue = queueOf(kind);
    let at = cursorFor(await queue.open(), cursor);
    const times: GivenTimes = new Map();
    for (;;) {
      signal.throwIfAborted();
      const deliveries = queue.after(at.delivered).slice(0, pageSize);
      if (deliveries.length === 0 && (await queue.pull(pageSize, signal)) === 0) return;
      if (deliveries.length === 0) continue;
      const page = toPage(deliveries, kind, at, times);
      at = page.cursor;
      yield page;
    }
  },

  async acknowledge({ queue }, kind, cursor) {
    const { success, data } = QueueCursor.safeParse(cursor);
    if (success) await queue(kind).settle(data.delivered);
  },

  async listen({ watch }, onHints, { signal }) {
    const waiting = new Map<string, NodeJS.Timeout>();
    const stop = (): void => waiting.forEach((timer) => clearTimeout(timer));
    try {
      await watch((kind) => {
        if (waiting.has(kind)) return;
        const tell = (): void => {
          waiting.delete(kind);
          onHints([{ kind }]);
        };
        waiting.set(kind, setTimeout(tell, GATHER_MS));
      }, signal);
    } finally {
      stop();
    }
  },

  close: ({ close }) => close(),
});
