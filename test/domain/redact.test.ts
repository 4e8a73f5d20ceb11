import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLine, redactLine, redactText, redactValue } from '../../src/domain/redact.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';
const SECRETS: Readonly<Record<string, string>> = {
  'an API key': 'pgk_live_k1a2b3_Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OUFC',
  'a webhook secret': 'whsec_YSBzZWNyZXQgb2YgYXQgbGVhc3QgMjQgYnl0ZXM=',
  'a JWT': JWT,
};

describe('a text', () => {
  it.each(Object.entries(SECRETS))('with %s is told without it, wherever it stands', (_, secret) => {
    for (const text of [secret, `refused ${secret}, sorry`, `"${secret}"`, `x=${secret}&y=1`, `\n${secret}\n`]) {
      expect(redactText(text)).not.toContain(secret);
      expect(redactText(text)).toContain('[redacted]');
    }
  });

  it.each([
    ['postgresql://app:hunter2@db:5432/x failed', 'postgresql://[redacted]@db:5432/x failed'],
    ['postgresql://app:p@ss:w@rd@db/x', 'postgresql://[redacted]@db/x'],
    ['authorization: Bearer abc.def', 'authorization: Bearer [redacted]'],
    ['basic dXNlcjpwYXNz', 'basic [redacted]'],
    ['x-api-key: Abc123', 'x-api-key: [redacted]'],
    ['password=hunter2 host=db', 'password=[redacted] host=db'],
    ['{"clientSecret": "hunter2","a":1}', '{"clientSecret": "[redacted]","a":1}'],
    ['{\\"token\\":\\"hunter2\\"}', '{\\"token\\":\\"[redacted]\\"}'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', '[redacted]'],
  ])('%j becomes %j', (text, expected) => {
    expect(redactText(text)).toBe(expected);
    expect(redactText(expected)).toBe(expected);
  });

  it('without secrets stays as it is', () => {
    for (const text of [
      'order O-1 has no token',
      'http://host:8080/path@x',
      'the pgk_ prefix',
      'basic plan',
      'a:b@c',
      'token: expected a text, came none',
      'expected a Bearer token',
    ])
      expect(redactText(text)).toBe(text);
  });

  it('of a hundred thousand characters takes no time, whatever it repeats', () => {
    const nasty = ['eyJ', '://', 'Bearer ', 'password=', 'pgk_a_', '-----BEGIN ', '":"\\', '://a:b', 'a:', 'password"'];
    const startedAt = performance.now();

    for (const part of nasty) redactLine(`{"m":"${part.repeat(100_000 / part.length)}"}`);

    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('a value', () => {
  it('loses what stands under a telling name, at any depth, and what looks like a secret anywhere', () => {
    const value = {
      apiKey: 'a',
      connectionParams: { authorization: 'b' },
      list: [{ deep: { er: { client_secret: 'c', note: `with ${JWT}` } } }],
      tokens: 5,
      hasToken: true,
      token: 7,
    };

    expect(redactValue(value)).toEqual({
      apiKey: '[redacted]',
      connectionParams: '[redacted]',
      list: [{ deep: { er: { client_secret: '[redacted]', note: 'with [redacted]' } } }],
      tokens: 5,
      hasToken: true,
      token: 7,
    });
  });
});

describe('a line of JSON', () => {
  it('stays JSON that says the same but for the secrets, and stays one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(SECRETS)), (text, secret) => {
        const line = JSON.stringify({ text, secret: text, said: `${secret} ` });
        const told = redactLine(line);
        expect(JSON.parse(told)).toMatchObject({ secret: '[redacted]' });
        expect(told).not.toContain(secret);
        expect(told).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
      }),
      { numRuns: 60 },
    );
  });
});

it('a plain line obeys nobody: no line break, no escape sequence, no change of direction', () => {
  expect(plainLine('a\r\nINFO forged\u001b[31m\u009b1m\u2028b\u202ec\0')).toBe('a INFO forged [31m 1m b c');
});
