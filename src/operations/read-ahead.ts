/**
 * Asks for the next item while the caller still works on this one, so that reading a source and saving what came overlap.
 * Holds one item ahead, no more; an error arrives after the items before it, as without reading ahead.
 */
export async function* readAhead<T>(items: AsyncIterable<T>): AsyncIterable<T> {
  const iterator = items[Symbol.asyncIterator]();
  let next = settled(iterator.next());
  try {
    for (;;) {
      const result = await next();
      if (result.done) return;
      next = settled(iterator.next());
      yield result.value;
    }
  } finally {
    await next().catch(() => undefined);
    await iterator.return?.();
  }
}

/** Keeps a rejection until it is asked for: it is not unhandled while the caller is still busy. */
function settled<T>(promise: Promise<T>): () => Promise<T> {
  const outcome = promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
  return async () => (await outcome)();
}
