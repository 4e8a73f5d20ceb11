/**
 * Follows exceptions with a plain EventSource, which comes back by itself after its last event. In a browser leave out the import.
 *
 *     node examples/clients/event-source.mjs http://localhost:4000/graphql
 */
import { EventSource } from 'eventsource';

const QUERY =
  'subscription { exceptionChanged(filter: { open: true }) { cursor snapshot { id } change { change exceptionId } } }';

/** Calls back with every message, and with errors that end it. Returns what stops it. */
export function watch(url, query, onMessage, onEnd = () => undefined) {
  const source = new EventSource(`${url}?query=${encodeURIComponent(query)}`);
  source.addEventListener('next', ({ data }) => {
    const { data: result, errors } = JSON.parse(data);
    if (errors) onEnd(errors);
    else onMessage(Object.values(result)[0]);
  });
  source.addEventListener('complete', () => source.close()); // without it a browser would come back
  return () => source.close();
}

if (process.argv[1] === new URL(import.meta.url).pathname) watch(process.argv[2], QUERY, console.log, console.error);
