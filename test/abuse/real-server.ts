import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { inject } from 'vitest';
import { openApp, type App } from '../../src/app.ts';
import { OPERATOR } from '../../src/cli/operator.ts';
import { parseConfig, readEnvironment } from '../../src/config.ts';
import type { KeyWish } from '../../src/domain/api-key.ts';
import { KEY_SCOPES, ROLES, type Role } from '../../src/domain/viewer.ts';
import { silentLog } from '../../src/log.ts';
import { createKey } from '../../src/operations/create-key.ts';
import { dropBook } from '../../src/store/open-book.ts';
import { fillForTwo, PARTNER_A } from '../access/two-partners.ts';
import { june } from '../domain/given.ts';
import type { Credentials } from './transports.ts';

/** The whole platform in production settings, with two partners in its book and an identity provider beside it. */
export interface RealServer {
  readonly url: string;
  readonly app: App;
  /** What someone with this role sends. */
  readonly as: (role: Role) => Promise<Credentials>;
  /** A token of the identity provider; claims and header stand over those of a good one. */
  readonly token: (claims?: Readonly<Record<string, unknown>>, header?: { kid?: string }) => Promise<string>;
  /** The identity provider's public key, which everyone may have. */
  readonly publicKey: CryptoKey;
  /** A new key; without a wish it is of partner A and good for all that a partner's key can be good for. */
  readonly key: (wish?: Partial<KeyWish>) => Promise<{ readonly id: string; readonly text: string }>;
  readonly close: () => Promise<void>;
}

const KID = 'k1';

/** One for each test file: it takes a second to start. */
export async function startRealServer(settings: Readonly<Record<string, unknown>> = {}): Promise<RealServer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = await serveKeys({ ...(await exportJWK(publicKey)), kid: KID, alg: 'RS256' });
  const issuer = {
    ...{ issuer: provider.url, jwksUrl: `${provider.url}/keys`, audience: 'promisegraph' },
    roles: Object.fromEntries(ROLES.map((role) => [role, role])),
  };
  const exported = {
    ...{ clock: () => june(15), rescoreEverySeconds: 86_400 },
    ...settings,
    access: { issuers: [issuer], clockToleranceSeconds: 0 },
  };
  const book = `abuse_${randomBytes(6).toString('hex')}`;
  const environment = readEnvironment({
    ...{ DATABASE_URL: inject('databaseUrl'), PORT: '0', NODE_ENV: 'production' },
    PROMISEGRAPH_KEY_PEPPER: randomBytes(32).toString('base64'),
  });
  const loaded = { config: parseConfig(exported, 'abuse.config.ts'), baseDir: '.', book, file: 'abuse.config.ts' };
  const app = await openApp({ environment, loaded, asOf: null, log: silentLog });
  await fillForTwo(app.deps.store);
  const { url } = await app.serve();

  function token(claims: Readonly<Record<string, unknown>> = {}, header: { kid?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: provider.url, aud: 'promisegraph', sub: 'ann', exp: now + 600, roles: ['viewer'] };
    return new SignJWT({ ...good, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: KID, ...header })
      .sign(privateKey);
  }

  return {
    url,
    app,
    token,
    publicKey,
    as: async (role) => ({ authorization: `Bearer ${await token({ sub: role, roles: [role] })}` }),
    async key(wish = {}) {
      const issued = await createKey(app.deps, OPERATOR, { ...OF_A, ...wish });
      if ('refused' in issued) throw new Error(issued.refused);
      return { id: issued.key.id, text: issued.text };
    },
    async close() {
      await app.close();
      provider.server.close();
      await dropBook(inject('databaseUrl'), book);
    },
  };
}

const OF_A: KeyWish = {
  ...{ label: 'portal of A', grants: KEY_SCOPES, rows: PARTNER_A.rows },
  ...{ allowedOrigins: null, allowedAddresses: null, expiresAt: null },
};

function serveKeys(key: object): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((_, response) => response.end(JSON.stringify({ keys: [key] })));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ server, url: `http://127.0.0.1:${port}` });
    });
  });
}
