import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormatError } from '../../src/schema/format-error.ts';
import { silentLog } from '../../src/log.ts';
import type { RunningServer } from '../../src/server/create-server.ts';
import { startServer, stopAll } from '../server/running.ts';
import { asking, send, TRANSPORTS, type Attack } from './transports.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ development: false, formatError: createFormatError(silentLog) });
});
afterAll(stopAll);

const nested = (depth: number): string => `${'lines { '.repeat(depth)}id${' }'.repeat(depth)}`;
const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');
const bomb = `{ ...f0 } ${times(30, (i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`)} fragment f30 on Query { hello }`;

/** What is sent, and the code that each transport answers with; null: the request ends before any code, as the transport says so. */
const CASES: readonly (readonly [name: string, attack: Attack, code: string | null])[] = [
  ['depth 200', asking(`{ order(id: "A") { ${nested(200)} } }`), 'INPUT_INVALID'],
  ['200 aliases', asking(`{ ${times(200, (i) => `a${i}: hello`)} }`), 'INPUT_INVALID'],
  ['5,000 repeated fields', asking(`{ order(id: "A") { ${'id '.repeat(5_000)} } }`), 'INPUT_INVALID'],
  ['500 directives', asking(`{ hello ${'@skip(if: false) '.repeat(500)} }`), 'INPUT_INVALID'],
  ['a fragment in itself', asking('{ ...a } fragment a on Query { hello ...a }'), 'GRAPHQL_VALIDATION_FAILED'],
  ['a fragment bomb', asking(bomb), 'INPUT_INVALID'],
  ['an array batch', `[${asking('{ hello }')},${asking('{ hello }')}]`, null],
  ['a list literal of 5,000', asking(`{ echo(flags: [${'true '.repeat(5_000)}]) }`), 'INPUT_INVALID'],
  [
    'a list of 10,000 in variables',
    asking('query ($f: [Boolean]) { echo(flags: $f) }', { f: Array(10_000).fill(true) }),
    'INPUT_INVALID',
  ],
  [
    'JSON 100,000 deep',
    `{"query":"{ hello }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    'INPUT_INVALID',
  ],
  ['7 MB', asking(`{ hello } # ${'x'.repeat(7 * 1024 * 1024)}`), null],
  ['more than 10,000 tokens', asking(`{ ${'hello '.repeat(10_001)} }`), 'GRAPHQL_PARSE_FAILED'],
  [
    'text for catastrophic expressions',
    asking('query ($i: ID!) { order(id: $i) { id } }', { i: `${'a'.repeat(50_000)}!` }),
    'INPUT_INVALID',
  ],
  [
    'an operator in place of a text',
    asking('query ($i: ID!) { order(id: $i) { id } }', { i: { $ne: null } }),
    'BAD_USER_INPUT',
  ],
  ['an input that is not there', asking('mutation { add(n: 1, isAdmin: true) }'), 'GRAPHQL_VALIDATION_FAILED'],
  ['a field that nearly is there', asking('{ helo }'), 'GRAPHQL_VALIDATION_FAILED'],
  ['no document', '{}', null],
];

describe.each(TRANSPORTS)('over %s', (over) => {
  it.each(CASES)('%s is the client’s fault, and the server goes on', async (_, attack, code) => {
    const { status, codes, text } = await send(server, over, attack);

    if (code !== null) expect(codes).toContain(code);
    expect(codes).not.toContain('INVARIANT');
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
    expect(text).not.toMatch(/Did you mean|node_modules|\.ts:\d|SELECT /);
    if (over !== 'websocket') expect(status).toBeLessThan(500);
    if (over === 'websocket' && status !== null) expect([1002, 1007, 1009, 4400]).toContain(status);
    expect((await send(server, over, asking('{ hello }'))).text).toContain('world');
  });

  it('__proto__ and constructor in JSON change nothing', async () => {
    const attack =
      '{"query":"{ hello }","__proto__":{"x":1},"variables":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}';

    const { text } = await send(server, over, attack);

    expect(text).not.toContain('INVARIANT');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect('polluted' in {}).toBe(false);
  });
});
