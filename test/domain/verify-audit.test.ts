import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chain,
  EMPTY_HEAD,
  hashedText,
  headText,
  parseHead,
  type AuditEntry,
  type Deed,
} from '../../src/domain/audit.ts';
import { checkAudit, type AuditFault } from '../../src/domain/verify-audit.ts';

fc.configureGlobal({ numRuns: 40 });

const AT = '2026-03-01T08:00:00.000Z';

const deed = (id: string, after: unknown = { paused: true }): Deed => ({
  actor: { id: 'key:a1', kind: 'key', name: 'Acme portal' },
  action: 'webhook.pause',
  target: { kind: 'webhook', id },
  address: '203.0.113.9',
  transport: 'http',
  before: { paused: false },
  after,
});

const log = (count: number): readonly AuditEntry[] =>
  chain(
    EMPTY_HEAD,
    AT,
    Array.from({ length: count }, (_, index) => deed(`w${index}`)),
  );

function faultsOf(entries: readonly AuditEntry[], kept: string | null = null): readonly AuditFault[] {
  const check = checkAudit(kept === null ? null : parseHead(kept));
  for (const entry of entries) check.take([entry]);
  return check.end().faults;
}

const headOf = (entries: readonly AuditEntry[]): string => headText(entries.at(-1) ?? EMPTY_HEAD);

describe('an entry', () => {
  it('is hashed over the text that docs/audit.md shows', () => {
    const [entry] = log(1);

    expect(entry && hashedText(entry)).toBe(
      '{"action":"webhook.pause","actor":{"id":"key:a1","kind":"key","name":"Acme portal"},"address":"203.0.113.9",' +
        '"after":{"paused":true},"at":"2026-03-01T08:00:00.000Z","before":{"paused":false},' +
        `"previousHash":"${'0'.repeat(64)}","sequence":1,"target":{"id":"w0","kind":"webhook"},"transport":"http"}`,
    );
    expect(entry?.hash).toBe('919924f002e60116d4d3506d5d7a8ee1431d0c3d39f7355b524d579541ff5971');
  });
});

describe('a log', () => {
  const length = fc.integer({ min: 2, max: 12 });
  const place = fc.nat();

  it('as it was written has no fault, and holds every head it ever had', () => {
    fc.assert(
      fc.property(length, place, (count, at) => {
        const entries = log(count);
        expect(faultsOf(entries, headOf(entries.slice(0, at % (count + 1))))).toEqual([]);
      }),
    );
  });

  it('in which anything of an entry was changed names that entry', () => {
    const changes: readonly ((entry: AuditEntry) => AuditEntry)[] = [
      (entry) => ({ ...entry, at: '2026-03-01T08:00:00.001Z' }),
      (entry) => ({ ...entry, actor: { ...entry.actor, id: 'system' } }),
      (entry) => ({ ...entry, actor: { ...entry.actor, kind: 'user' } }),
      (entry) => ({ ...entry, actor: { ...entry.actor, name: '' } }),
      (entry) => ({ ...entry, action: 'webhook.resume' }),
      (entry) => ({ ...entry, target: null }),
      (entry) => ({ ...entry, target: { kind: 'webhook', id: 'x' } }),
      (entry) => ({ ...entry, address: null }),
      (entry) => ({ ...entry, transport: 'sse' }),
      (entry) => ({ ...entry, before: null }),
      (entry) => ({ ...entry, after: { paused: 'true' } }),
      (entry) => ({ ...entry, previousHash: 'f'.repeat(64) }),
      (entry) => ({ ...entry, hash: 'f'.repeat(64) }),
    ];
    fc.assert(
      fc.property(length, place, fc.constantFrom(...changes), (count, at, change) => {
        const entries = log(count);
        const changed = entries.map((entry, index) => (index === at % count ? change(entry) : entry));
        expect(faultsOf(changed)[0]).toMatchObject({ sequence: (at % count) + 1, problem: 'changed' });
      }),
    );
  });

  it('out of which an entry was taken names the place', () => {
    fc.assert(
      fc.property(length, place, (count, at) => {
        const gone = at % (count - 1);
        expect(faultsOf(log(count).toSpliced(gone, 1))[0]).toMatchObject({ sequence: gone + 1, problem: 'missing' });
      }),
    );
  });

  it('out of which an entry was taken and the rest numbered anew shows it', () => {
    const entries = log(5)
      .toSpliced(1, 1)
      .map((entry, index) => ({ ...entry, sequence: index + 1 }));

    expect(faultsOf(entries)[0]).toMatchObject({ sequence: 2, problem: 'changed' });
  });

  it('into which an entry was put names the place', () => {
    fc.assert(
      fc.property(length, place, (count, at) => {
        const entries = log(count);
        const before = at % count;
        const [forged] = chain(entries[before - 1] ?? EMPTY_HEAD, AT, [deed('forged')]);
        const faults = faultsOf(forged ? entries.toSpliced(before, 0, forged) : entries);
        expect(faults[0]).toMatchObject({ sequence: before + 1, problem: 'out-of-place' });
      }),
    );
  });

  it('in which two entries changed places names the first of them', () => {
    fc.assert(
      fc.property(length, place, place, (count, one, other) => {
        const [a, b] = [one % count, other % count].sort((x, y) => x - y);
        fc.pre(a !== undefined && b !== undefined && a !== b);
        const entries = log(count);
        const swapped = entries.with(a ?? 0, entries[b ?? 0] as AuditEntry).with(b ?? 0, entries[a ?? 0] as AuditEntry);
        expect(faultsOf(swapped)[0]).toMatchObject({ sequence: (a ?? 0) + 1 });
      }),
    );
  });

  it('in which an entry was replaced by a forged one with a right hash shows that the next does not follow', () => {
    const entries = log(4);
    const forged = chain(entries[0] ?? EMPTY_HEAD, AT, [deed('forged')]);

    expect(faultsOf(entries.toSpliced(1, 1, ...forged))[0]).toMatchObject({ sequence: 3, problem: 'unlinked' });
  });

  it('whose end was cut off shows it only to who kept a head', () => {
    fc.assert(
      fc.property(length, place, (count, at) => {
        const entries = log(count);
        const left = entries.slice(0, at % count);
        expect(faultsOf(left)).toEqual([]);
        expect(faultsOf(left, headOf(entries))).toMatchObject([{ sequence: count, problem: 'cut-off' }]);
      }),
    );
  });

  it('that was written anew from some entry on shows it only to who kept a head', () => {
    const forged = chain(EMPTY_HEAD, AT, [deed('forged'), deed('w1'), deed('w2')]);

    expect(faultsOf(forged)).toEqual([]);
    expect(faultsOf(forged, headOf(log(3)))).toMatchObject([{ sequence: 3, problem: 'rewritten' }]);
  });
});

it('a head that was kept is read only in its own form', () => {
  expect(parseHead(headOf(log(3)))).toMatchObject({ sequence: 3 });
  for (const text of ['', '3', '3:abc', `03:${'0'.repeat(64)}`, `-1:${'0'.repeat(64)}`, `3:${'F'.repeat(64)}`])
    expect(parseHead(text)).toBeNull();
});
