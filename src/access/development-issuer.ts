import { exportJWK, generateKeyPair, createLocalJWKSet, SignJWT } from 'jose';
import { ROLES, type Role } from '../domain/viewer.ts';
import type { TrustedIssuer } from './token.ts';

/** The name it goes by; nothing answers there. */
const ISSUER = 'http://localhost/dev';
const AUDIENCE = 'promisegraph';
const ALGORITHM = 'ES256';

/** Makes tokens for the asking, to try roles with. Its keys live as long as the process. */
export interface DevelopmentIssuer {
  readonly issuer: TrustedIssuer;
  /** A token with one role, good for an hour. */
  readonly token: (role: Role) => Promise<string>;
}

/** Never to be had in production: who can ask it is who they say they are. */
export async function createDevelopmentIssuer(): Promise<DevelopmentIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: ALGORITHM }] });
  return {
    issuer: {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: [ALGORITHM],
      rolesClaim: 'roles',
      roles: Object.fromEntries(ROLES.map((role) => [role, role])),
      partners: {},
      keys,
    },
    token: (role) =>
      new SignJWT({ roles: [role], name: `a ${role} for trying out` })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(`dev-${role}`)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}
