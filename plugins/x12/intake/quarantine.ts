import { z } from 'zod';
import { Instant, type Clock } from '../../../src/providers/index.ts';
import type { X12Config } from '../config.ts';
import type { Place, PlacedFile } from '../place/place.ts';
import type { DocumentRecord } from '../records/context.ts';

/** Files that were refused, each with a file that says why. People take them out again: mended, they go back into the drop folder. */
export interface Quarantine {
  readonly put: (file: PlacedFile, reason: string) => Promise<void>;
  /** An exception for every file that lies there, by its id. */
  readonly exceptions: (signal: AbortSignal) => Promise<ReadonlyMap<string, DocumentRecord>>;
}

const SUFFIX = '.reason.json';
const Reason = z.object({ file: z.string(), reason: z.string(), refusedAt: Instant });

export function createQuarantine(place: Place, folders: X12Config['folders'], now: Clock): Quarantine {
  const folder = folders.quarantine;
  return {
    async put({ name, modifiedMs, bytes }, reason) {
      const kept = `${new Date(modifiedMs).toISOString().replace(/\D/g, '').slice(0, 14)}-${bytes}-${name}`;
      const path = `${folder}/${kept}`;
      // The reason first: a file that is moved has one, whenever we are killed.
      if (!(await place.read(`${path}${SUFFIX}`)))
        await place.write(`${path}${SUFFIX}`, `${JSON.stringify({ file: name, reason, refusedAt: now() }, null, 2)}\n`);
      await place.move(`${folders.in}/${name}`, path);
    },

    async exceptions(signal) {
      const found = new Map<string, DocumentRecord>();
      const names = new Set((await place.list(folder)).map(({ name }) => name));
      for (const name of [...names].filter((candidate) => candidate.endsWith(SUFFIX)).sort()) {
        signal.throwIfAborted();
        const kept = name.slice(0, -SUFFIX.length);
        if (!names.has(kept)) continue; // taken out, or not moved there yet
        const content = await place.read(`${folder}/${name}`);
        const said = content && Reason.safeParse(jsonIn(content)).data;
        if (said) found.set(`quarantine/${kept}`, toException(`quarantine/${kept}`, said));
      }
      return found;
    },
  };
}

function toException(id: string, { file, reason, refusedAt }: z.output<typeof Reason>): DocumentRecord {
  return {
    kind: 'exception',
    id,
    type: 'edi',
    severity: 'high',
    cause: `${file} was refused whole: ${reason}`.slice(0, 1000),
    openedAt: refusedAt,
    changedAt: refusedAt,
  };
}

function jsonIn(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return null;
  }
}
