import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooOld, staleReasonOf, type SourceHealth } from '../../src/domain/staleness.ts';
import { addMs, MS_PER_HOUR } from '../../src/domain/time.ts';
import { june } from './given.ts';

const provenance = { source: 'erp', observedAt: june(1) };
const healthy: SourceHealth = { lastReadAt: null, failingSince: null, allowedAgeMs: MS_PER_HOUR };

describe('a record', () => {
  it('is too old once it is older than its source allows, to the millisecond', () => {
    expect(isTooOld(provenance, healthy, addMs(june(1), MS_PER_HOUR))).toBe(false);
    expect(isTooOld(provenance, healthy, addMs(june(1), MS_PER_HOUR + 1))).toBe(true);
  });

  it('is as young as the last full read of its source', () => {
    expect(isTooOld(provenance, { ...healthy, lastReadAt: june(9) }, june(9))).toBe(false);
  });

  it('is never too old for a source that sets no age', () => {
    expect(isTooOld(provenance, { ...healthy, allowedAgeMs: null }, june(30))).toBe(false);
  });

  it('does not become younger by waiting', () => {
    const hours = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(hours, hours, (a, b) => {
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((hour) => addMs(june(1), hour * MS_PER_HOUR));
        if (isTooOld(provenance, healthy, sooner ?? '')) expect(isTooOld(provenance, healthy, later ?? '')).toBe(true);
      }),
    );
  });
});

describe('the reason why a record is stale', () => {
  const failing: SourceHealth = { ...healthy, failingSince: june(2) };

  it('is none for a record that its source has just confirmed, however the source fares', () => {
    expect(staleReasonOf(provenance, failing, { status: 'confirmed' }, june(20))).toBeNull();
  });

  it('names the source and what is wrong', () => {
    expect(staleReasonOf(provenance, healthy, { status: 'gone' }, june(1))).toBe('erp no longer knows it');
    expect(staleReasonOf(provenance, failing, { status: 'failed', problem: 'timeout' }, june(1))).toBe(
      'erp was asked again and failed: timeout',
    );
    expect(staleReasonOf(provenance, failing, null, june(1))).toBe(`erp has not answered since ${june(2)}`);
    expect(staleReasonOf(provenance, healthy, null, june(2))).toBe(
      `erp last showed it at ${june(1)}, longer ago than the 3600000 ms allowed`,
    );
  });

  it('is none for a young record of a source that answers', () => {
    expect(staleReasonOf(provenance, healthy, null, june(1))).toBeNull();
  });
});
