/** Made-up interchanges: no document of anyone's. */
export const ACME = { qualifier: 'ZZ', id: 'ACME' } as const;
export const US = { qualifier: 'ZZ', id: 'DISTRIBUTOR' } as const;

export interface Envelope {
  readonly control?: number;
  readonly sender?: { readonly qualifier: string; readonly id: string };
  readonly receiver?: { readonly qualifier: string; readonly id: string };
  readonly usage?: string;
  /** `20261123` and `0930`. */
  readonly date?: string;
  readonly time?: string;
  /** Between segments, behind the terminator. */
  readonly lineEnd?: string;
}

/** A transaction set: its functional id, its number, and its segments. */
export type MadeUpSet = readonly [functionalId: string, set: string, segments: readonly string[]];

/** A whole interchange: one group for each set. */
export function interchange(sets: readonly MadeUpSet[], envelope: Envelope = {}): string {
  const {
    control = 101,
    sender = ACME,
    receiver = US,
    usage = 'P',
    date = '20261123',
    time = '0930',
    lineEnd = '\n',
  } = envelope;
  const number = String(control).padStart(9, '0');
  const party = ({ qualifier, id }: { qualifier: string; id: string }): string => `${qualifier}*${id.padEnd(15)}`;
  const blank = ' '.repeat(10);
  const groups = sets.flatMap(([functionalId, set, segments], at) => [
    `GS*${functionalId}*${sender.id}*${receiver.id}*${date}*${time}*${control + at}*X*004010`,
    `ST*${set}*0001`,
    ...segments,
    `SE*${segments.length + 2}*0001`,
    `GE*1*${control + at}`,
  ]);
  const lines = [
    `ISA*00*${blank}*00*${blank}*${party(sender)}*${party(receiver)}*${date.slice(2)}*${time.slice(0, 4)}*U*00401*${number}*0*${usage}*>`,
    ...groups,
    `IEA*${sets.length}*${number}`,
  ];
  return lines.map((line) => `${line}~${lineEnd}`).join('');
}

export const ORDER: MadeUpSet = [
  'PO',
  '850',
  [
    'BEG*00*SA*PO-1001**20261120',
    'CUR*BY*EUR',
    'DTM*002*20261202',
    'N1*BY*ACME STORES*92*C-7',
    'N1*ST*STORE 12*92*S12',
    'N3*1 HIGH STREET',
    'N4*MEMPHIS*TN*38103*US',
    'PO1*1*8*EA*220.5**VP*SKU-MOTOR*UP*012345678905',
    'PO1*2*3*CA*10**BP*THEIRS*VP*SKU-BOX',
    'DTM*002*20261210',
    'CTT*2',
  ],
];

export const CHANGE: MadeUpSet = [
  'PC',
  '860',
  [
    'BCH*04*SA*PO-1001***20261120',
    'CUR*BY*EUR',
    'N1*BY*ACME STORES*92*C-7',
    'N1*ST*STORE 12*92*S12',
    'N4*MEMPHIS*TN*38103*US',
    'POC*1*CA*5**EA*220.5**VP*SKU-MOTOR',
    'POC*2*DI*0**CA*10**VP*SKU-BOX',
  ],
];

export const WAREHOUSE_ORDER: MadeUpSet = [
  'OW',
  '940',
  [
    'W05*N*DEP-55*PO-9',
    'N1*DE*DEPOSITOR*9*D-1',
    'N1*ST*STORE 3*9*S3',
    'N4*AUSTIN*TX*73301*US',
    'N1*WH*EAST*9*WH-E',
    'G62*04*20261119',
    'G62*10*20261125',
    'LX*1',
    'W01*12*EA**VN*SKU-MOTOR',
  ],
];

export const ACCEPTANCE: MadeUpSet = [
  'PR',
  '855',
  [
    'BAK*00*AC*OUR-PO-7*20261121',
    'N1*SE*SUPPLIER*92*SUP-1',
    'N1*ST*EAST*92*WH-E',
    'PO1*1*8*EA*220**VP*SKU-MOTOR',
    'ACK*IA*5*EA*067*20261209',
    'PO1*2*8*EA*220**VP*SKU-BOX',
    'ACK*IR*8*EA',
  ],
];

export const NOTICE: MadeUpSet = [
  'SH',
  '856',
  [
    'BSN*00*SHIP-2*20261123*0900',
    'HL*1**S',
    'TD5**2*UPSN*********GR',
    'DTM*011*20261123*0915',
    'DTM*017*20261127',
    'HL*2*1*O',
    'PRF*PO-1001',
    'HL*3*2*I',
    'LIN*1*VP*SKU-MOTOR',
    'SN1**8*EA',
    'HL*4*2*I',
    'LIN*2*VP*SKU-BOX',
    'SN1**2*CA',
  ],
];

export const ADVICE: MadeUpSet = [
  'SW',
  '945',
  ['W06*F*PO-1001*20261124*SHIP-3', 'W27*M*UPSN', 'LX*1', 'W12*CC*8*8*0*EA', 'LX*2', 'W12*CP*3*1*2*CA'],
];

export const STATUS: MadeUpSet = [
  'QM',
  '214',
  [
    'B10*PRO778*SHIP-2*UPSN',
    'L11*PO-1001*PO',
    'LX*1',
    'AT7*AF*NS***20261123*1410*CT',
    'AT7***AG*NS*20261127*0900*ET',
    'AT7*SD*AO***20261124*0700*ZZ',
  ],
];

export const STOCK: MadeUpSet = [
  'IB',
  '846',
  [
    'BIA*00*SI*INV-1*20261123',
    'N1*WH*EAST*92*WH-E',
    'LIN**VN*SKU-MOTOR',
    'QTY*17*40*EA',
    'QTY*37*5*EA',
    'LIN**VN*SKU-BOX',
    'QTY*33*7*CA',
  ],
];

export const BILL: MadeUpSet = [
  'IN',
  '810',
  ['BIG*20261124*INV-55**PO-1001', 'CUR*SE*EUR', 'IT1*1*8*EA*220.5', 'TDS*176400'],
];

export const REFUSAL: MadeUpSet = ['FA', '997', ['AK1*OW*7', 'AK2*940*0003', 'AK5*R*5', 'AK9*R*1*1*0']];

export const ALL_SETS = [
  ORDER,
  CHANGE,
  WAREHOUSE_ORDER,
  ACCEPTANCE,
  NOTICE,
  ADVICE,
  STATUS,
  STOCK,
  BILL,
  REFUSAL,
] as const;
