/** No item is there yet. */
export const LATER: unique symbol = Symbol('later');
/** No item will come any more. */
export const OVER: unique symbol = Symbol('over');

/** What a reader that does not wait is told. */
export type Taken<T> = T | typeof LATER | typeof OVER;

/** Whether it is an item. */
export function isItem<T>(taken: Taken<T>): taken is T {
  return taken !== LATER && taken !== OVER;
}

/** Items that come one after the other, for one reader. */
export interface PromptSource<T> {
  /** The next item if it is there. Throws once when the source has failed, and is over then. */
  readonly take: () => Taken<T>;
  /** Calls back once, when `take` no longer says `LATER`; also when it is closed meanwhile. */
  readonly whenReady: (callback: () => void) => void;
}

/**
 * An async iterator that can also be read without waiting: a message for thousands of subscribers would otherwise cost each of
 * them several promises. Read it in one of the two ways, not in both.
 */
export type PromptIterator<T> = PromptSource<T> & AsyncIterableIterator<T, undefined, undefined>;

/** An iterator over a source. `close` is called when it is over, has failed or is returned: more than once does no harm. */
export function toPromptIterator<T>(
  { take, whenReady }: PromptSource<T>,
  close: () => Promise<void> | void,
): PromptIterator<T> {
  let isOver = false;
  let wake: (() => void) | null = null;

  function takeOrClose(): Taken<T> {
    if (isOver) return OVER;
    try {
      const taken = take();
      if (taken === OVER) finish();
      return taken;
    } catch (error) {
      finish();
      throw error;
    }
  }

  function finish(): void {
    isOver = true;
    void close();
  }

  function whenReadyOrOver(callback: () => void): void {
    wake = callback;
    whenReady(wakeUp);
  }

  function wakeUp(): void {
    const callback = wake;
    wake = null;
    callback?.();
  }

  return {
    take: takeOrClose,
    whenReady: whenReadyOrOver,
    async next() {
      for (;;) {
        const taken = takeOrClose();
        if (taken === OVER) return { value: undefined, done: true };
        if (taken !== LATER) return { value: taken, done: false };
        await new Promise<void>(whenReadyOrOver);
      }
    },
    async return() {
      isOver = true;
      await close();
      wakeUp();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Whether it can be read without waiting. */
export function isPrompt<T>(items: AsyncIterable<T>): items is PromptIterator<T> {
  return 'take' in items && 'whenReady' in items;
}
