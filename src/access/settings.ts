import { z } from 'zod';
import { KEY_SCOPES, ROLES } from '../domain/viewer.ts';

const Grant = z.enum([...ROLES, ...KEY_SCOPES]);

/** Signatures that an issuer's public keys can check. Those with a shared secret, and none at all, are never among them. */
export const TOKEN_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/** Who makes tokens, and what those mean here. */
const Issuer = z
  .strictObject({
    /** What `iss` says in its tokens, to the letter. */
    issuer: z.url({ protocol: /^https?$/, error: 'expected the address of an issuer, such as https://login.example' }),
    /** What `aud` of a token meant for this platform holds. */
    audience: z.string().min(1),
    /** Where its public keys are; without it, `/.well-known/openid-configuration` says where. */
    jwksUrl: z.url({ protocol: /^https?$/ }).optional(),
    algorithms: z.array(z.enum(TOKEN_ALGORITHMS)).min(1).default(['RS256', 'PS256', 'ES256', 'EdDSA']),
    /** The claim with the names of someone's roles: a list, or a text with spaces between. Dots lead inwards: `realm_access.roles`. */
    rolesClaim: z.string().min(1).default('roles'),
    /** What each of those names means here. Names that are not here mean nothing. */
    roles: z.record(z.string(), Grant),
    /** The claim that says for which partner someone works. With it, a token without it is refused. */
    partnerClaim: z.string().min(1).optional(),
    /** Whose rows each of those partners may see. */
    partners: z
      .record(
        z.string(),
        z.strictObject({
          customerIds: z.array(z.string()),
          siteIds: z.array(z.string()).nullable().default(null),
          channels: z.array(z.string()).nullable().default(null),
        }),
      )
      .default({}),
  })
  .refine(({ issuer, jwksUrl = issuer }) => [issuer, jwksUrl].every(isSafe), {
    error: 'expected https:// for an issuer elsewhere: keys that came over http could be anybody’s',
  })
  .refine(({ roles, partnerClaim }) => !partnerClaim || Object.values(roles).every(isScope), {
    path: ['roles'],
    error: 'expected scopes, such as orders:read, for an issuer whose tokens are of partners, came a role',
  });
export type Issuer = z.output<typeof Issuer>;

/** Who may come in, and how. */
export const AccessSettings = z.strictObject({
  /**
   * What someone without credentials may do; null: nothing. Without a word on it: everything for requests of this very machine
   * while it listens to itself alone and is not in production, and nothing otherwise.
   */
  anonymous: z.enum(ROLES).nullable().optional(),
  issuers: z.array(Issuer).default([]),
  /** Whether tokens can be had for the asking at `/dev/token`, to try roles with; without a word on it, in the demonstration book. */
  developmentIssuer: z.boolean().optional(),
  /** Seconds that a key counts as good without asking the database, should that not tell of changes by itself. */
  keyCacheSeconds: z.number().min(0).max(5).default(4),
  /** Seconds by which an issuer's clock may differ from ours. */
  clockToleranceSeconds: z.number().min(0).max(60).default(5),
});
export type AccessSettings = z.output<typeof AccessSettings>;

function isScope(grant: z.output<typeof Grant>): boolean {
  return KEY_SCOPES.some((scope) => scope === grant);
}

function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
