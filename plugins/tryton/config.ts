import { secret, z, Zone } from '../../src/providers/index.ts';

/** What an operator gives to reach one company in one Tryton. */
export const TrytonConfig = z.object({
  /** Where Tryton answers, without the database: `https://erp.example.com`. */
  url: z.url({ protocol: /^https?$/ }),
  database: z.string().regex(/^[\w.-]+$/, 'expected the name of a database, such as `tryton`'),
  username: z.string().min(1),
  password: secret(z.string().min(1)),
  /** The zone of the company's calendar: Tryton keeps dates without one. */
  zone: Zone,
  /** Changed rows a page. */
  pageSize: z.int().min(1).max(1_000).default(100),
  /** Milliseconds that Tryton's longest transaction takes: rows bear the time of its beginning. */
  overlapMs: z.int().min(1_000).default(300_000),
});
export type TrytonConfig = z.output<typeof TrytonConfig>;
