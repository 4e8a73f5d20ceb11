import { setMaxListeners } from 'node:events';

/** A signal that aborts with either of two, until `unlink`: unlike `AbortSignal.any` it leaves nothing with a signal that lives long. */
export function linkSignals(
  one: AbortSignal,
  other: AbortSignal,
): { readonly signal: AbortSignal; readonly unlink: () => void } {
  const controller = new AbortController();
  // Many sources may be read under one signal at once: that is no leak.
  setMaxListeners(0, one, other);
  const abort = (): void => controller.abort();
  for (const signal of [one, other]) {
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: controller.signal,
    unlink: () => {
      for (const signal of [one, other]) signal.removeEventListener('abort', abort);
    },
  };
}
