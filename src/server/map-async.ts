/**
 * Maps what an iterable yields, one at a time. Returning it returns the source at once, even while a value is awaited: a
 * generator function would first wait for that value, and a quiet source would never be freed.
 */
export function mapAsync<T, U>(
  source: AsyncIterable<T>,
  map: (value: T) => Promise<U>,
): AsyncIterableIterator<U, undefined, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let over = false;
  return {
    async next() {
      const result = over ? null : await iterator.next();
      if (!result || result.done) return { value: undefined, done: true };
      try {
        return { value: await map(result.value), done: false };
      } catch (error) {
        over = true;
        await iterator.return?.();
        throw error;
      }
    },
    async return() {
      over = true;
      await iterator.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
