import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical-json.ts';

it('writes one value in one way, whatever order its members came in', () => {
  expect(canonicalJson({ b: [1, null, undefined], a: { z: 'é', y: undefined } })).toBe(
    '{"a":{"z":"é"},"b":[1,null,null]}',
  );
  expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, ö: 6 })).toBe(
    '{"\\r":2,"1":4,"ö":6,"€":1,"😀":5,"\ufb33":3}',
  ); // the example of RFC 8785, section 3.2.3
});

it('writes numbers as RFC 8785 does', () => {
  expect(canonicalJson([1e21, 1e-7, -0, 333333333.3333333, 0.1 + 0.2])).toBe(
    '[1e+21,1e-7,0,333333333.3333333,0.30000000000000004]',
  );
});

it('replaces what a database has no room for', () => {
  expect(canonicalJson({ 'a\0': '\ud800b' })).toBe('{"a\ufffd":"\ufffdb"}');
});

it('reads back as what was written, and is then written alike', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
