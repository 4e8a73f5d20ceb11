import { X12Config } from '../../../plugins/x12/config.ts';
import { judgeFile, type Judged } from '../../../plugins/x12/intake/judge-file.ts';
import { RECORDS, type RecordKind } from '../../../src/providers/index.ts';
import { ACME, US } from './made-up.ts';

export const PARTNER = {
  id: 'acme',
  party: ACME,
  zone: 'America/Chicago',
  units: { CA: 'case' },
  siteId: 'WH-E',
} as const;

export const CONFIG = X12Config.parse({ folder: 'edi', us: US, partners: [PARTNER] });

export function judged(text: string | Buffer, over: object = {}): Promise<Judged> {
  return judgeFile(Buffer.from(text), { ...CONFIG, ...over });
}

/** Records of a kind that an interchange gives, each in its schema; throws what is set aside. */
export async function recordsOf(text: string, kind: RecordKind, over: object = {}): Promise<readonly unknown[]> {
  const found = await judged(text, over);
  if (found.status === 'refused') throw new Error(found.reason);
  const { records = [], unreadable = [] } = found.findings.get(kind) ?? {};
  if (unreadable[0]) throw new Error(unreadable[0].reason);
  return records.map(({ record }) => RECORDS[kind].parse(record));
}
