import {
  isItem,
  isPrompt,
  LATER,
  OVER,
  toPromptIterator,
  type PromptIterator,
  type PromptSource,
  type Taken,
} from '../feeds/prompt-iterator.ts';

/**
 * Maps what an iterable yields, one at a time and in order; what is there and maps at once costs no promise. Returning it returns
 * the source at once, even while a value is awaited: a generator function would first wait for that value, and a quiet source
 * would never be freed.
 */
export function mapAsync<T, U>(source: AsyncIterable<T>, map: (value: T) => U | Promise<U>): PromptIterator<U> {
  const from = promptOf(source);
  const mapped = createSlot<U>();

  function take(): Taken<U> {
    if (mapped.isUsed()) return mapped.take();
    const taken = from.take();
    if (!isItem(taken)) return taken;
    const value = map(taken);
    if (!(value instanceof Promise)) return value;
    mapped.await();
    value.then(mapped.put, mapped.fail);
    return LATER;
  }

  return toPromptIterator(
    { take, whenReady: (callback) => (mapped.isUsed() ? mapped : from).whenReady(callback) },
    async () => void (await from.return()),
  );
}

/** Reads any iterable without waiting. */
export function toPrompt<T>(items: AsyncIterable<T>): PromptIterator<T> {
  return isPrompt(items) ? items : mapAsync(items, (item) => item);
}

/** Any iterable, as one that can be read without waiting. */
function promptOf<T>(items: AsyncIterable<T>): PromptSource<T> & { readonly return: () => Promise<unknown> } {
  if (isPrompt(items)) return { take: items.take, whenReady: items.whenReady, return: async () => items.return?.() };
  const iterator = items[Symbol.asyncIterator]();
  const next = createSlot<T>();
  return {
    take: () => (next.isUsed() ? next.take() : LATER),
    whenReady(callback) {
      if (!next.isUsed()) {
        next.await();
        iterator.next().then((result) => (result.done ? next.end() : next.put(result.value)), next.fail);
      }
      next.whenReady(callback);
    },
    return: async () => iterator.return?.(),
  };
}

/** Room for one thing that is still to come: a value, a failure or the end. Free again once it is taken. */
interface Slot<T> extends PromptSource<T> {
  readonly isUsed: () => boolean;
  readonly await: () => void;
  readonly put: (value: T) => void;
  readonly fail: (error: unknown) => void;
  readonly end: () => void;
}

function createSlot<T>(): Slot<T> {
  /** Undefined while nothing is awaited. */
  let content: Taken<T> | undefined;
  let wake: (() => void) | null = null;
  let failure: { readonly error: unknown } | null = null;

  function fill(filled: Taken<T>): void {
    content = filled;
    const callback = wake;
    wake = null;
    callback?.();
  }

  return {
    isUsed: () => content !== undefined,
    await: () => void (content = LATER),
    take() {
      const taken = content === undefined ? LATER : content;
      if (taken !== LATER) content = undefined;
      if (!failure) return taken;
      const { error } = failure;
      failure = null;
      throw error;
    },
    whenReady(callback) {
      wake = callback;
      if (content !== undefined && content !== LATER) fill(content);
    },
    put: fill,
    fail(error) {
      failure = { error };
      fill(OVER);
    },
    end: () => fill(OVER),
  };
}
