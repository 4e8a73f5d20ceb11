import { setImmediate } from 'node:timers/promises';
import type { SourceFile } from '../mapping/mapping-schema.ts';
import { readRows, type RowBatch } from './read-rows.ts';

/** Reads the rows of a file: `readRows`, or one that readers share. */
export type ReadRows = typeof readRows;

/**
 * Rows of files that several kinds are read from at the same time: who begins together shares one pass, since unpacking and
 * parsing a file takes longer than all that one kind makes of it. They go in step, a batch at a time, so that no more than a
 * batch is held; one that goes away is not waited for.
 */
export function createSharedRows(): ReadRows {
  const gathering = new Map<string, Pass>();

  return async function* (path: string, file: SourceFile, limitBytes: number): AsyncGenerator<RowBatch> {
    const name = JSON.stringify([path, file, limitBytes]);
    const pass = gathering.get(name) ?? createPass(readRows(path, file, limitBytes), () => gathering.delete(name));
    if (!gathering.has(name) && pass.isGathering()) gathering.set(name, pass);
    const reader = pass.join();
    try {
      for (let next = await reader.next(); !next.done; next = await reader.next()) yield next.value;
    } finally {
      await reader.leave();
    }
  };
}

interface Pass {
  readonly isGathering: () => boolean;
  readonly join: () => Reader;
}

interface Reader {
  readonly next: () => Promise<IteratorResult<RowBatch, unknown>>;
  readonly leave: () => Promise<void>;
}

interface Answer {
  readonly resolve: (batch: IteratorResult<RowBatch, unknown>) => void;
  readonly reject: (error: unknown) => void;
}

/** One way through a file. Readers gather until the next turn of the event loop, then it begins. */
function createPass(source: AsyncGenerator<RowBatch>, onBegin: () => void): Pass {
  const readers = new Set<Reader>();
  let waiting = new Map<Reader, Answer>();
  let gathering = true;
  void setImmediate().then(() => {
    gathering = false;
    onBegin();
    goOn();
  });

  /** Asks for the next batch once everyone has worked through the last one. */
  function goOn(): void {
    if (gathering || waiting.size === 0 || waiting.size < readers.size) return;
    const asked = [...waiting.values()];
    waiting = new Map();
    source.next().then(
      (batch) => asked.forEach(({ resolve }) => resolve(batch)),
      (error: unknown) => asked.forEach(({ reject }) => reject(error)),
    );
  }

  function join(): Reader {
    const reader: Reader = {
      next: () =>
        new Promise((resolve, reject) => {
          waiting.set(reader, { resolve, reject });
          goOn();
        }),
      leave: async () => {
        readers.delete(reader);
        waiting.delete(reader);
        if (readers.size === 0) await source.return(undefined);
        else goOn();
      },
    };
    readers.add(reader);
    return reader;
  }

  return { isGathering: () => gathering, join };
}
