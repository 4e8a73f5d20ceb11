import { createHash } from 'node:crypto';
import { toMs, type Clock, type RecordKind } from '../../../src/providers/index.ts';
import type { X12Config } from '../config.ts';
import { writeAcknowledgement } from '../envelope/write-acknowledgement.ts';
import type { Place, PlacedFile } from '../place/place.ts';
import type { Findings } from '../records/read-set.ts';
import { judgeFile, nameOf, type Judged } from './judge-file.ts';
import { createQuarantine, type Quarantine } from './quarantine.ts';

/** A file of the drop folder that may be read. */
export interface WaitingFile {
  /** Name, size and time: another content is another file. */
  readonly id: string;
  /** What it says of a kind; nothing for one that was read under another name before. */
  readonly findings: (kind: RecordKind) => Findings;
}

/** The drop folder, and what becomes of the files in it. */
export interface Inbox {
  /** Whole files, oldest first, a read's worth. Others are put into quarantine on the way, once they no longer grow. */
  readonly look: (signal: AbortSignal) => Promise<readonly WaitingFile[]>;
  /** Says that all that a file says of a kind is saved. When all kinds are, it is acknowledged and moved to the archive. */
  readonly saved: (id: string, kind: RecordKind) => Promise<void>;
  readonly quarantine: Quarantine;
}

const NOTHING: Findings = { records: [], unreadable: [] };

type Whole = Extract<Judged, { status: 'whole' }>;

interface Known {
  readonly file: PlacedFile;
  readonly whole: Whole;
  readonly isRepeat: boolean;
  readonly savedKinds: Set<RecordKind>;
}

export function createInbox(
  place: Place,
  config: X12Config,
  { kinds, now }: { readonly kinds: readonly RecordKind[]; readonly now: Clock },
): Inbox {
  const { folders, settleMs, filesPerRead, us } = config;
  const quarantine = createQuarantine(place, folders, now);
  /** Files that lie in the drop folder now, by id. */
  let known = new Map<string, Known>();
  /** Since when files that are not whole are as they are. */
  const firstSeen = new Map<string, number>();

  async function judge(file: PlacedFile, content: Buffer): Promise<Judged & { readonly isRepeat?: boolean }> {
    const judged = await judgeFile(content, config);
    if (judged.status === 'refused') return judged;
    const control = `the control number ${judged.interchange.control} (ISA13)`;
    const before = await place.read(`${folders.archive}/${nameOf(judged.interchange)}.edi`);
    if (before) {
      if (hashOf(before) === hashOf(content)) return { ...judged, isRepeat: true };
      return { status: 'refused', reason: `expected ${control} once, came again with another content` };
    }
    const twin = [...known.values()].find(
      ({ whole, file: other }) =>
        idOf(other) !== idOf(file) && nameOf(whole.interchange) === nameOf(judged.interchange),
    );
    if (!twin) return judged;
    const other = await place.read(`${folders.in}/${twin.file.name}`);
    if (other && hashOf(other) === hashOf(content)) return { ...judged, isRepeat: true };
    return {
      status: 'refused',
      reason: `expected ${control} once, came also in ${twin.file.name} with another content`,
    };
  }

  /** A file that is not whole may still be on its way, until it has stayed the same for a while. */
  async function refuse(file: PlacedFile, reason: string): Promise<void> {
    const id = idOf(file);
    const since = firstSeen.get(id) ?? toMs(now());
    firstSeen.set(id, since);
    if (toMs(now()) - since < settleMs) return;
    await quarantine.put(file, reason);
    firstSeen.delete(id);
  }

  async function look(signal: AbortSignal): Promise<readonly WaitingFile[]> {
    const files = [...(await place.list(folders.in))].sort(byAge).slice(0, filesPerRead);
    const present = new Set(files.map(idOf));
    known = new Map([...known].filter(([id]) => present.has(id)));
    for (const id of [...firstSeen.keys()]) if (!present.has(id)) firstSeen.delete(id);
    for (const file of files) {
      signal.throwIfAborted();
      const id = idOf(file);
      if (known.has(id)) continue;
      if (file.bytes > config.maxBytes) {
        await refuse(file, `expected at most ${config.maxBytes} bytes, came ${file.bytes}`);
        continue;
      }
      const content = await place.read(`${folders.in}/${file.name}`);
      if (!content) continue;
      const judged = await judge(file, content);
      if (judged.status === 'refused') await refuse(file, judged.reason);
      // Two kinds may be read at once: what one of them has noted must not be forgotten.
      else if (!known.has(id))
        known.set(id, { file, whole: judged, isRepeat: judged.isRepeat ?? false, savedKinds: new Set() });
    }
    return files.flatMap((file) => {
      const found = known.get(idOf(file));
      return found
        ? [
            {
              id: idOf(file),
              findings: (kind) => (found.isRepeat ? NOTHING : (found.whole.findings.get(kind) ?? NOTHING)),
            },
          ]
        : [];
    });
  }

  async function saved(id: string, kind: RecordKind): Promise<void> {
    const found = known.get(id);
    if (!found) return;
    found.savedKinds.add(kind);
    if (!kinds.every((every) => found.savedKinds.has(every))) return;
    await settle(found);
    known.delete(id);
  }

  /** Answered first, moved away last: whoever is killed in between does both again, with the same answer under the same name. */
  async function settle({ file, whole: { interchange } }: Known): Promise<void> {
    const name = nameOf(interchange);
    if (interchange.groups.some(({ functionalId }) => functionalId !== 'FA'))
      await place.write(`${folders.out}/997-${name}.edi`, writeAcknowledgement(interchange, us, new Date(now())));
    await place.move(`${folders.in}/${file.name}`, `${folders.archive}/${name}.edi`);
  }

  return { look, saved, quarantine };
}

function idOf({ name, bytes, modifiedMs }: PlacedFile): string {
  return `${name} ${bytes} ${modifiedMs}`;
}

function byAge(one: PlacedFile, other: PlacedFile): number {
  return one.modifiedMs - other.modifiedMs || (one.name < other.name ? -1 : 1);
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
