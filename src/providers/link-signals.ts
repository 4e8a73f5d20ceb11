/** A signal that aborts with either of two, until `unlink`: unlike `AbortSignal.any` it leaves nothing with a signal that lives long. */
export function linkSignals(
  one: AbortSignal,
  other: AbortSignal,
): { readonly signal: AbortSignal; readonly unlink: () => void } {
  const controller = new AbortController();
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
