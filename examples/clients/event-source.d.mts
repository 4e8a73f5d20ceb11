/** Calls back with every message, and with errors that end it. Returns what stops it. */
export function watch<M>(
  url: string,
  query: string,
  onMessage: (message: M) => void,
  onEnd?: (errors: readonly unknown[]) => void,
): () => void;
