import type { Party } from '../config.ts';
import { FUNCTIONAL_IDS } from './read-interchange.ts';
import type { Group, Interchange } from './interchange.ts';

/**
 * The 997 (004010) that answers an interchange: one for each group, sets that are not known refused with code 1 (element 718). Its control numbers
 * are those of the interchange that it answers: they are the sender's own, so none comes to them twice, and the same file always has the same answer.
 */
export function writeAcknowledgement({ sender, control, usage, groups }: Interchange, us: Party, at: Date): string {
  const stamp = at.toISOString().replace(/\D/g, '');
  const [date, time] = [stamp.slice(0, 8), stamp.slice(8, 12)];
  const answered = groups.filter(({ functionalId }) => functionalId !== 'FA'); // or two systems would answer each other for ever
  const sets = answered.map((group, index) => answer(group, String(index + 1).padStart(4, '0')));
  const lines = [
    `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*${padded(us)}*${padded(sender)}*${date.slice(2)}*${time}*U*00401*${control}*0*${usage}*>`,
    `GS*FA*${us.id}*${sender.id}*${date}*${time}*${Number(control)}*X*004010`,
    ...sets.flat(),
    `GE*${sets.length}*${Number(control)}`,
    `IEA*1*${control}`,
  ];
  return `${lines.join('~\n')}~\n`;
}

function answer({ functionalId, control, sets }: Group, number: string): readonly string[] {
  const known = sets.filter(isKnown).length;
  const verdict = known === sets.length ? 'A' : known === 0 ? 'R' : 'P';
  const lines = [
    `ST*997*${number}`,
    `AK1*${functionalId}*${control}`,
    ...sets.flatMap((set) => [`AK2*${set.id}*${set.control}`, isKnown(set) ? 'AK5*A' : 'AK5*R*1']),
    `AK9*${verdict}*${sets.length}*${sets.length}*${known}`,
  ];
  return [...lines, `SE*${lines.length + 1}*${number}`];
}

function isKnown({ id }: { readonly id: string }): boolean {
  return id in FUNCTIONAL_IDS;
}

function padded({ qualifier, id }: Party): string {
  return `${qualifier}*${id.padEnd(15)}`;
}
