import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeSweep } from '../../src/providers/judge-sweep.ts';

const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 });

it('a sweep removes exactly what is gone, never more than its share, and nothing on an empty listing', () => {
  fc.assert(
    fc.property(keys, keys, fc.double({ min: 0, max: 1, noNaN: true }), (known, listed, maxGoneRatio) => {
      const verdict = judgeSweep({ known, listed: new Set(listed), maxGoneRatio });

      const missing = known.filter((key) => !listed.includes(key));
      const isUsual = missing.length <= Math.ceil(known.length * maxGoneRatio);
      const mayRemove = known.length === 0 || (listed.length > 0 && isUsual);
      expect(verdict).toMatchObject(mayRemove ? { status: 'ready', gone: missing } : { status: 'refused' });
    }),
  );
});
