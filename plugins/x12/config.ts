import { z } from 'zod';
import { Currency, secret, Zone } from '../../src/providers/index.ts';

/** A party in an interchange: qualifier (I05) and id (I06 or I07), without the blanks that fill them up. */
const Party = z.strictObject({ qualifier: z.string().length(2), id: z.string().min(1).max(15) });
export type Party = z.output<typeof Party>;

export const STATUSES = ['confirmed', 'departed', 'eta', 'delivered', 'failed', 'delayed'] as const;
export type Status = (typeof STATUSES)[number];

/** Who sends us documents, and how their codes read. */
const Partner = z.strictObject({
  /** Ours, for locations and exceptions. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and -, at most 41'),
  party: Party,
  /** Of dates and times in their documents. */
  zone: Zone.default('UTC'),
  /** Where a document names none. */
  currency: Currency.default('USD'),
  customerId: z.string().min(1).optional(),
  siteId: z.string().min(1).optional(),
  /** Whether their orders name where they go (N1*ST): a change that does not repeat it is then set aside, so that none is lost. */
  sendsShipTo: z.boolean().default(true),
  /** Which of several product numbers is the item's: qualifiers (element 235), the best first. */
  itemQualifiers: z.array(z.string().length(2)).min(1).default(['VP', 'VN', 'SK', 'BP', 'IN', 'UP', 'UK', 'EN']),
  /** Their units of measure (element 355) in our words; others stay as they are. */
  units: z.record(z.string(), z.string().min(1)).default({}),
  /** Their shipment status codes (element 1650) beside those of the standard that are known. */
  statuses: z.record(z.string(), z.enum(STATUSES)).default({}),
});
export type Partner = z.output<typeof Partner>;

const Sftp = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(22),
  username: z.string().min(1),
  password: secret(z.string().min(1)).optional(),
  privateKey: secret(z.string().min(1)).optional(),
  /** Of the server's key, as `ssh-keygen -lf` prints it: another server is not talked to. */
  hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'expected SHA256: and 43 characters'),
});
export type Sftp = z.output<typeof Sftp>;

const FolderName = z.string().regex(/^[A-Za-z0-9._-]+$/, 'expected the name of one folder');

/** What an operator gives to read one place where documents are dropped. */
export const X12Config = z.object({
  /** The folder that the others are in; relative paths start at the configuration file, or at the SFTP user's home. */
  folder: z.string().min(1),
  /** Where the folder is, when it is not on this machine. */
  sftp: Sftp.optional(),
  /** Names of the folders in it. */
  folders: z
    .strictObject({
      in: FolderName.default('in'),
      out: FolderName.default('out'),
      archive: FolderName.default('archive'),
      quarantine: FolderName.default('quarantine'),
    })
    .prefault({}),
  /** Who we are: what is addressed to others is refused. */
  us: Party,
  partners: z
    .array(Partner)
    .min(1)
    .refine(
      (partners) => new Set(partners.map(({ party }) => `${party.qualifier}/${party.id}`)).size === partners.length,
      'expected every party once',
    ),
  /** `P` for production, `T` for tests (ISA15): the other is refused. */
  usage: z.enum(['P', 'T']).default('P'),
  /** Milliseconds for which a file that is not whole may still be growing. Whole ones are read at once. */
  settleMs: z.int().min(0).default(60_000),
  /** Files of a read, oldest first. */
  filesPerRead: z.int().min(1).max(5_000).default(500),
  /** Bytes of a file; larger ones are refused. */
  maxBytes: z.int().min(1_000).default(33_554_432),
  /** Records of a page: what is saved in one transaction. */
  pageSize: z.int().min(1).max(10_000).default(500),
});
export type X12Config = z.output<typeof X12Config>;
