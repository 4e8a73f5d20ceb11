import { addMs, type Instant, type RecordKind } from '../../../src/providers/index.ts';
import type { Partner, Party, X12Config } from '../config.ts';
import { Refused, type Group, type Interchange } from '../envelope/interchange.ts';
import { readInterchange } from '../envelope/read-interchange.ts';
import { KINDS, readSet, type Findings } from '../records/read-set.ts';
import { Unreadable } from '../records/unreadable.ts';
import { momentIn } from '../records/values.ts';

/** What a file holds: a whole interchange with what it says, or why it is refused. */
export type Judged =
  | {
      readonly status: 'whole';
      readonly interchange: Interchange;
      readonly findings: ReadonlyMap<RecordKind, Findings>;
    }
  | { readonly status: 'refused'; readonly reason: string };

/** Judges a file by its content alone. Nothing of a file that is refused is ever given out. */
export async function judgeFile(
  content: Buffer,
  config: Pick<X12Config, 'us' | 'partners' | 'usage' | 'maxBytes'>,
): Promise<Judged> {
  try {
    if (content.length > config.maxBytes)
      throw new Refused(`expected at most ${config.maxBytes} bytes, came ${content.length}`);
    const interchange = await readInterchange(content);
    const partner = partnerOf(interchange, config);
    return { status: 'whole', interchange, findings: findingsIn(interchange, partner) };
  } catch (error) {
    if (error instanceof Refused) return { status: 'refused', reason: error.message };
    throw error;
  }
}

/** Names an interchange for ever: sender and control number. Safe in a file name. */
export function nameOf({ sender, control }: Pick<Interchange, 'sender' | 'control'>): string {
  const id = sender.id.replace(/[^A-Za-z0-9-]/g, (mark) => `_${mark.charCodeAt(0).toString(16)}`);
  return `${sender.qualifier}-${id}-${control}`;
}

function partnerOf(
  { sender, receiver, usage }: Interchange,
  { partners, us, usage: ours }: Pick<X12Config, 'us' | 'partners' | 'usage'>,
): Partner {
  if (!isSame(receiver, us))
    throw new Refused(`ISA07, ISA08: expected ${us.qualifier} ${us.id}, came ${receiver.qualifier} ${receiver.id}`);
  const partner = partners.find(({ party }) => isSame(party, sender));
  if (!partner)
    throw new Refused(`ISA05, ISA06: expected a sender that is configured, came ${sender.qualifier} ${sender.id}`);
  if (usage !== ours) throw new Refused(`ISA15: expected ${ours}, came ${usage}`);
  return partner;
}

function isSame(one: Party, other: Party): boolean {
  return one.qualifier === other.qualifier && one.id === other.id;
}

function findingsIn(interchange: Interchange, partner: Partner): ReadonlyMap<RecordKind, Findings> {
  const findings = new Map<RecordKind, Findings>(KINDS.map((kind) => [kind, { records: [], unreadable: [] }]));
  let number = 0;
  for (const group of interchange.groups) {
    for (const set of group.sets) {
      const changedAt = momentOf(interchange, { group, number, partner });
      const documentId = `${nameOf(interchange)}/${group.control}/${set.control}`;
      readSet(set, { partner, changedAt, documentId }, findings);
      number += 1;
    }
  }
  return findings;
}

/**
 * When a document speaks: the time of its group (GS04, GS05), of minutes or seconds, and within that by control number and place: what a partner
 * sends later comes later, and the same document always at the same moment.
 */
function momentOf(
  { control }: Interchange,
  { group, number, partner }: { readonly group: Group; readonly number: number; readonly partner: Partner },
): Instant {
  const [numbers, places] = group.time.length >= 6 ? [10, 100] : [60, 1000];
  const within = (Number(control) % numbers) * places + Math.min(number, places - 1);
  try {
    return addMs(momentIn(group.date, group.time, null, partner), within);
  } catch (error) {
    if (error instanceof Unreadable) throw new Refused(`GS04, GS05: ${error.message}`);
    throw error;
  }
}
