import { appendFileSync, closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, messageOf, z } from '../../../src/providers/index.ts';
import { DecisionSchema } from '../actions/decision-schema.ts';
import type { Decision } from '../world/decision.ts';
import type { SimTime } from '../world/state.ts';
import { syncFolder } from './durable-file.ts';

/** A decision that the distributor accepted. */
export interface JournalEntry {
  readonly key: string;
  readonly at: SimTime;
  readonly decision: Decision;
  /** The number that the distributor gave it. */
  readonly reference: string;
}

/** Every accepted decision, oldest first, one line of JSON each: only ever added to. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  readonly find: (key: string) => JournalEntry | undefined;
  /** Returns when the entry is on the disk. When it throws, the journal is as if nothing had been added. */
  readonly append: (entry: JournalEntry) => void;
  readonly close: () => void;
}

const Entry = z.object({ key: z.string(), at: z.number(), decision: DecisionSchema, reference: z.string() });

/** Opens a journal, making it when there is none. What a crash left of a last line is dropped. Throws `CONFIG_INVALID` for a damaged one. */
export function openJournal(file: string): Journal {
  const isNew = !existsSync(file);
  const handle = openSync(file, 'a+');
  try {
    if (isNew) syncFolder(dirname(file));
    const bytes = readFileSync(handle);
    let size = bytes.lastIndexOf('\n') + 1;
    if (size < bytes.length) ftruncateSync(handle, size);
    const entries = bytes.toString('utf8', 0, size).split('\n').slice(0, -1).map(toEntry(file));
    const byKey = new Map(entries.map((entry) => [entry.key, entry]));

    function append(entry: JournalEntry): void {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      try {
        appendFileSync(handle, line);
        fsyncSync(handle);
      } catch (error) {
        ftruncateSync(handle, size);
        throw error;
      }
      size += line.length;
      entries.push(entry);
      byKey.set(entry.key, entry);
    }

    return { entries, find: (key) => byKey.get(key), append, close: () => closeSync(handle) };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function toEntry(file: string) {
  return (line: string, index: number): JournalEntry => {
    try {
      return Entry.parse(JSON.parse(line));
    } catch (cause) {
      throw new AppError(
        'CONFIG_INVALID',
        `${file}:${index + 1}: expected an accepted decision, came something else (${messageOf(cause).split('\n', 1)[0]}): remove the folder to begin anew`,
        { file },
        { cause },
      );
    }
  };
}
