import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDevelopmentIssuer } from '../../src/access/development-issuer.ts';
import { issuerKeys } from '../../src/access/issuer-keys.ts';
import { rememberTokens } from '../../src/access/remembered-tokens.ts';
import { AccessSettings } from '../../src/access/settings.ts';
import { createTokenVerifier, type VerifyToken } from '../../src/access/token.ts';
import { toInstant } from '../../src/domain/time.ts';

const NOW = '2026-03-10T00:00:00.000Z';
const SECONDS = Date.parse(NOW) / 1000;

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
  readonly pem: string;
}

let first: SigningKey;
let second: SigningKey;
let published: JWK[] = [];
let asked: string[] = [];
let server: Server;
let issuer: string;

async function makeKey(kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    kid,
    privateKey,
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' },
    pem: await exportSPKI(publicKey),
  };
}

beforeAll(async () => {
  [first, second] = [await makeKey('first'), await makeKey('second')];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/.well-known/openid-configuration')
      response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
    else if (request.url === '/keys') response.end(JSON.stringify({ keys: published }));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

interface Settings {
  readonly partnerClaim?: string;
  readonly rolesClaim?: string;
  readonly issuer?: string;
}

function verifier(given: Settings = {}): VerifyToken {
  [published, asked] = [[first.jwk], []];
  const roles = given.partnerClaim === undefined ? { 'pg-planner': 'planner' } : { 'pg-planner': 'orders:read' };
  const { issuers } = AccessSettings.parse({
    issuers: [
      { issuer, audience: 'promisegraph', roles, partners: { acme: { customerIds: ['C1'] } }, ...given },
      { issuer: 'https://other.example', audience: 'promisegraph', roles: {} },
    ],
  });
  const trusted = issuers.map((one) => ({ ...one, keys: issuerKeys(one, { cooldownMs: 0 }) }));
  return createTokenVerifier(trusted, { clockToleranceSeconds: 5, now: () => NOW });
}

interface Signing {
  readonly header?: Record<string, unknown>;
  readonly key?: SigningKey;
}

/** What a token says, and what it leaves out. */
type Claims = Readonly<Record<string, unknown>>;

function sign(claims: Claims = {}, { header = {}, key = first }: Signing = {}): Promise<string> {
  const payload = {
    iss: issuer,
    aud: 'promisegraph',
    sub: 'ann',
    exp: SECONDS + 3600,
    roles: ['pg-planner'],
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: key.kid, ...header }).sign(key.privateKey);
}

test('a token says who asks, what for and until when', async () => {
  const verify = verifier();

  expect(await verify(await sign({ name: 'Ann' }))).toEqual({
    kind: 'user',
    id: `user:${issuer}|ann`,
    name: 'Ann',
    grants: ['planner'],
    rows: { kind: 'all' },
    expiresAt: toInstant(new Date((SECONDS + 3605) * 1000)),
  });
  expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  await verify(await sign());
  expect(asked).toHaveLength(2);
});

test.each<[string, Claims]>([
  ['of another audience', { aud: 'another' }],
  ['of no audience', { aud: undefined }],
  ['of another issuer', { iss: 'https://evil.example' }],
  ['that claims to be of an issuer whose key it does not have', { iss: 'https://other.example', aud: 'another' }],
  ['that has ended', { exp: SECONDS - 6 }],
  ['without an end', { exp: undefined }],
  ['that has not begun', { nbf: SECONDS + 6 }],
  ['of nobody', { sub: undefined }],
  ['of an empty name', { sub: '' }],
])('a token %s opens nothing', async (_, claims) => {
  expect(await verifier()(await sign(claims))).toBeNull();
});

test('clocks may differ by a few seconds', async () => {
  expect(await verifier()(await sign({ exp: SECONDS - 4, nbf: SECONDS + 4 }))).not.toBeNull();
});

test('a token without a signature opens nothing', async () => {
  const [, payload = ''] = (await sign()).split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');

  expect(await verifier()(`${header}.${payload}.`)).toBeNull();
});

test('a token signed with the public key as a shared secret opens nothing', async () => {
  const verify = verifier();
  const swapped = await new SignJWT({ iss: issuer, aud: 'promisegraph', sub: 'ann', exp: SECONDS + 60 })
    .setProtectedHeader({ alg: 'HS256', kid: 'first' })
    .sign(new TextEncoder().encode(first.pem));

  expect(await verify(swapped)).toBeNull();
});

test('shared secrets cannot be configured', () => {
  const settings = { issuer: 'https://login.example', audience: 'a', roles: {}, algorithms: ['HS256'] };

  expect(AccessSettings.safeParse({ issuers: [settings] }).success).toBe(false);
});

test.each([
  ['a changed word', (token: string) => token.replace(/\.(.)/, (_, one) => `.${one === 'e' ? 'f' : 'e'}`)],
  ['no token at all', () => 'a.b.c'],
  ['a text', () => 'hello'],
  ['a very long text', () => 'e'.repeat(100_000)],
])('%s opens nothing', async (_, change) => {
  expect(await verifier()(change(await sign()))).toBeNull();
});

test('a token of a key that the issuer does not have opens nothing', async () => {
  expect(await verifier()(await sign({}, { key: second }))).toBeNull();
});

test('a key that says it is another one is not believed', async () => {
  expect(await verifier()(await sign({}, { key: second, header: { kid: 'first' } }))).toBeNull();
});

test('an issuer may change its keys: new ones are asked for, and old ones are gone with the next asking', async () => {
  const verify = verifier();
  const old = await sign();
  expect(await verify(old)).not.toBeNull();

  published = [second.jwk];

  expect(await verify(await sign({}, { key: second }))).not.toBeNull();
  expect(await verify(old)).toBeNull();
});

test('an issuer that does not answer is a failure of ours, and nothing is asked for a token of nobody we know', async () => {
  const verify = verifier({ issuer: 'http://127.0.0.1:1' });

  await expect(verify(await sign({ iss: 'http://127.0.0.1:1' }))).rejects.toMatchObject({
    code: 'PROVIDER_UNAVAILABLE',
  });
  expect(await verify(await sign({ iss: 'http://127.0.0.1:2' }))).toBeNull();
});

test.each<[string, Claims, Settings, readonly string[]]>([
  ['a list', { roles: ['other', 'pg-planner'] }, {}, ['planner']],
  ['a text', { roles: 'other pg-planner' }, {}, ['planner']],
  [
    'a path',
    { roles: undefined, realm_access: { roles: ['pg-planner'] } },
    { rolesClaim: 'realm_access.roles' },
    ['planner'],
  ],
  ['a name with dots', { 'https://a.b/roles': ['pg-planner'] }, { rolesClaim: 'https://a.b/roles' }, ['planner']],
  ['names that mean nothing', { roles: ['admin', 'planner', 'constructor', '__proto__'] }, {}, []],
  ['no such claim', { roles: undefined }, {}, []],
  ['something else', { roles: { 'pg-planner': true } }, {}, []],
])('roles come from %s', async (_, claims, settings, grants) => {
  expect(await verifier(settings)(await sign(claims))).toMatchObject({ grants });
});

test('a token of a partner sees the rows of that partner, and one that names none opens nothing', async () => {
  const verify = verifier({ partnerClaim: 'org' });

  expect(await verify(await sign({ org: 'acme' }))).toMatchObject({
    grants: ['orders:read'],
    rows: { kind: 'partner', partner: 'acme', customerIds: ['C1'], siteIds: null, channels: null },
  });
  for (const org of [undefined, 'other', '', 'constructor', ['acme']])
    expect(await verify(await sign({ org }))).toBeNull();
});

test('an issuer elsewhere must be asked over https, and one for partners gives scopes alone', () => {
  const settings = { issuer: 'https://login.example', audience: 'a', roles: { x: 'planner' } };

  expect(AccessSettings.safeParse({ issuers: [settings] }).success).toBe(true);
  expect(AccessSettings.safeParse({ issuers: [{ ...settings, issuer: 'http://login.example' }] }).success).toBe(false);
  expect(AccessSettings.safeParse({ issuers: [{ ...settings, partnerClaim: 'org' }] }).success).toBe(false);
});

test('a token that was verified is not verified again, until it ends', async () => {
  let now = NOW;
  let count = 0;
  const verify = verifier();
  const remembered = rememberTokens(
    (token) => (count++, verify(token)),
    () => now,
  );
  const token = await sign({ exp: SECONDS + 10 });

  await remembered(token);
  const again = await remembered(token);
  now = toInstant(new Date((SECONDS + 16) * 1000));
  await remembered(token);

  expect(again).toMatchObject({ id: `user:${issuer}|ann` });
  expect(count).toBe(2);
});

test('the development issuer makes tokens with one role each', async () => {
  const { issuer: trusted, token } = await createDevelopmentIssuer();
  const verify = createTokenVerifier([trusted], { clockToleranceSeconds: 0, now: () => toInstant(new Date()) });

  expect(await verify(await token('finance'))).toMatchObject({ grants: ['finance'], rows: { kind: 'all' } });
});
