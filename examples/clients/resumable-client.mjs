/**
 * Follows a subscription for good, in Node and in browsers: stores the cursor of what it has handed out, comes back after it with
 * jitter, and so misses nothing and is told nothing twice.
 *
 *     node examples/clients/resumable-client.mjs ws://localhost:4000/graphql
 */
import { createClient } from 'graphql-ws';

const QUEUE = `subscription ($first: Int, $after: String) {
  queueChanged(kind: RELEASE, first: $first, after: $after) {
    cursor snapshot { lineId } changes { lineId rank previousRank }
  }
}`;

/** Yields every message of the one field of a subscription. `urls`: any server of the book will do. */
export async function* follow({ urls, query, variables = {}, cursors = memory(), webSocketImpl, signal }) {
  for (let failures = 0, turn = 0; !signal?.aborted; turn += 1) {
    const client = createClient({ url: urls[turn % urls.length], webSocketImpl, retryAttempts: 0 });
    signal?.addEventListener('abort', () => client.terminate(), { once: true });
    try {
      for await (const { data, errors } of client.iterate({
        query,
        variables: { ...variables, after: cursors.load() },
      })) {
        if (errors) throw errors;
        const [message] = Object.values(data);
        yield message;
        cursors.save(message.cursor); // after the message was used: what was not finished is told again
        failures = 0;
      }
    } catch (problem) {
      // What came next is no longer kept: begin anew, with a snapshot.
      if (Array.isArray(problem) && problem.some(({ extensions }) => extensions?.code === 'RESYNC_REQUIRED'))
        cursors.save(null);
    } finally {
      await client.dispose();
    }
    failures += 1;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(10_000, 100 * 2 ** failures)));
  }
}

/** The first lines of a queue, kept right. Throws when a message does not fit them: then something was missed. */
export function apply(list, { snapshot, changes }) {
  const lines = snapshot ? snapshot.map(({ lineId }) => lineId) : [...list];
  for (const { lineId, rank, previousRank } of changes) {
    if (previousRank !== null && lines.splice(previousRank - 1, 1)[0] !== lineId)
      throw new Error(`${lineId} is not there`);
    if (rank !== null) lines.splice(rank - 1, 0, lineId);
  }
  return lines;
}

/** Where the cursor is kept: localStorage, a file, the row that was updated. */
function memory(cursor = null) {
  return { load: () => cursor, save: (value) => (cursor = value) };
}

if (globalThis.process?.argv[1] === new URL(import.meta.url).pathname) {
  const { WebSocket } = await import('ws');
  let list = [];
  for await (const message of follow({
    urls: [process.argv[2]],
    query: QUEUE,
    variables: { first: 10 },
    webSocketImpl: WebSocket,
  }))
    console.log((list = apply(list, message)).join(' '));
}
