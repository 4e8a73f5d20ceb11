import { secret, z } from '../../src/providers/index.ts';

/** What an operator gives to reach one Acme system. Parsed at start; a bad value stops the process. */
export const AcmeConfig = z.object({
  /** Where its API begins, such as `https://acme.example.com/api`. */
  url: z.url(),
  token: secret(z.string().min(1)),
  /** Orders a page. */
  pageSize: z.int().min(1).max(500).default(100),
});
export type AcmeConfig = z.output<typeof AcmeConfig>;
