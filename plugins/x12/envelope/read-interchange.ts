import { Refused, type Group, type Interchange, type TransactionSet } from './interchange.ts';
import { element, readSegments, type Segment } from './segments.ts';

/** ISA is the one segment of fixed length: 106 characters with its terminator (X12.5, 004010). */
const ISA_LENGTH = 106;

/** Functional id (element 479) of each transaction set that is known (element 143). */
export const FUNCTIONAL_IDS: Readonly<Record<string, string>> = {
  '810': 'IN',
  '214': 'QM',
  '846': 'IB',
  '850': 'PO',
  '855': 'PR',
  '856': 'SH',
  '860': 'PC',
  '940': 'OW',
  '945': 'SW',
  '997': 'FA',
};

/** The one interchange of a file. Throws `Refused` unless every count and control number from ISA to IEA is right. */
export async function readInterchange(content: Buffer): Promise<Interchange> {
  const text = content.toString('utf8');
  checkHeader(text);
  const terminator = text.charAt(ISA_LENGTH - 1);
  const last = terminator.trim() === '' ? text : text.trimEnd();
  if (!last.endsWith(terminator)) throw new Refused('expected the segment terminator at the end, the file is cut off');
  const reader = createReader(await readSegments(content));

  const isa = reader.take('ISA', 16);
  const groups: Group[] = [];
  while (reader.isNext('GS')) groups.push(readGroup(reader));
  const iea = reader.take('IEA', 2);
  if (!reader.isAtEnd()) throw new Refused('expected one interchange a file, came more after IEA');
  expectCount('IEA01', element(iea, 1), groups.length, 'functional groups');
  expectSame('IEA02', element(iea, 2), element(isa, 13));
  if (!/^\d{9}$/.test(element(isa, 13))) throw new Refused(`ISA13: expected nine digits, came ${element(isa, 13)}`);
  if (groups.length === 0) throw new Refused('expected a functional group, came none');
  expectDistinct(
    'GS06',
    groups.map(({ control }) => control),
  );
  return {
    sender: { qualifier: element(isa, 5), id: element(isa, 6).trim() },
    receiver: { qualifier: element(isa, 7), id: element(isa, 8).trim() },
    control: element(isa, 13),
    usage: element(isa, 15),
    groups,
  };
}

function checkHeader(text: string): void {
  if (!text.startsWith('ISA')) throw new Refused('expected ISA at the beginning, came something else');
  if (text.length < ISA_LENGTH) throw new Refused('expected 106 characters of ISA, the file is cut off');
  const marks = [text.charAt(3), text.charAt(104), text.charAt(105)];
  if (new Set(marks).size < marks.length || marks.some((mark) => /[A-Za-z0-9]/.test(mark)))
    throw new Refused('ISA: expected three different delimiters, came others');
  if (text.slice(0, ISA_LENGTH - 1).split(text.charAt(3)).length !== 17)
    throw new Refused('ISA: expected sixteen elements, came another number');
}

interface Reader {
  readonly take: (id: string, elements: number) => Segment;
  readonly isNext: (id: string) => boolean;
  readonly isAtEnd: () => boolean;
  /** Everything up to a segment, which stays to be taken. */
  readonly upTo: (id: string) => readonly Segment[];
}

function createReader(segments: readonly Segment[]): Reader {
  let at = 0;
  return {
    take(id, elements) {
      const found = segments[at];
      if (found?.id !== id) throw new Refused(`expected ${id} as segment ${at + 1}, came ${found?.id ?? 'the end'}`);
      if (found.elements.length < elements)
        throw new Refused(`${id}: expected ${elements} elements, came ${found.elements.length}`);
      at += 1;
      return found;
    },
    isNext: (id) => segments[at]?.id === id,
    isAtEnd: () => at === segments.length,
    upTo(id) {
      const from = at;
      while (at < segments.length && segments[at]?.id !== id) {
        const { id: name = '' } = segments[at] ?? {};
        if (ENVELOPE.includes(name)) throw new Refused(`expected ${id} before segment ${at + 1}, came ${name}`);
        if (!/^[A-Z][A-Z0-9]{1,2}$/.test(name))
          throw new Refused(`expected a segment as segment ${at + 1}, came ${JSON.stringify(name)}`);
        at += 1;
      }
      return segments.slice(from, at);
    },
  };
}

const ENVELOPE = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'];

function readGroup(reader: Reader): Group {
  const gs = reader.take('GS', 8);
  const sets: TransactionSet[] = [];
  while (reader.isNext('ST')) sets.push(readSet(reader, element(gs, 1)));
  const ge = reader.take('GE', 2);
  expectCount('GE01', element(ge, 1), sets.length, 'transaction sets');
  expectSame('GE02', element(ge, 2), element(gs, 6));
  if (!/^\d{1,9}$/.test(element(gs, 6))) throw new Refused(`GS06: expected up to nine digits, came ${element(gs, 6)}`);
  if (sets.length === 0) throw new Refused(`group ${element(gs, 6)}: expected a transaction set, came none`);
  expectDistinct(
    'ST02',
    sets.map(({ control }) => control),
  );
  return {
    functionalId: element(gs, 1),
    control: element(gs, 6),
    date: element(gs, 4),
    time: element(gs, 5),
    version: element(gs, 8),
    sets,
  };
}

function readSet(reader: Reader, functionalId: string): TransactionSet {
  const st = reader.take('ST', 2);
  const id = element(st, 1);
  const segments = reader.upTo('SE');
  const se = reader.take('SE', 2);
  expectCount('SE01', element(se, 1), segments.length + 2, 'segments');
  expectSame('SE02', element(se, 2), element(st, 2));
  const expected = FUNCTIONAL_IDS[id];
  if (expected !== undefined && expected !== functionalId)
    throw new Refused(`GS01: expected ${expected} for ${id}, came ${functionalId}`);
  return { id, control: element(st, 2), segments };
}

function expectCount(where: string, came: string, expected: number, what: string): void {
  if (!/^\d{1,10}$/.test(came) || Number(came) !== expected)
    throw new Refused(`${where}: expected ${expected}, the number of ${what}, came ${came}`);
}

function expectSame(where: string, came: string, expected: string): void {
  if (came !== expected) throw new Refused(`${where}: expected the control number ${expected}, came ${came}`);
}

function expectDistinct(where: string, controls: readonly string[]): void {
  const twice = controls.find((control, at) => controls.indexOf(control) !== at);
  if (twice !== undefined) throw new Refused(`${where}: expected every control number once, came ${twice} twice`);
}
