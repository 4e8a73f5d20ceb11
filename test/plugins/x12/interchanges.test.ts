import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_SETS, interchange, ORDER, STOCK, US } from './made-up.ts';
import { judged } from './judged.ts';

const WHOLE = interchange([ORDER, STOCK]);

describe('an interchange', () => {
  it.each(['\n', '\r\n', ''])('is taken whole, whatever ends its lines (%j)', async (lineEnd) => {
    expect(await judged(interchange(ALL_SETS, { lineEnd }))).toMatchObject({ status: 'whole' });
  });

  it('that is cut off anywhere is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: WHOLE.trimEnd().length - 1 }), async (length) => {
        expect((await judged(WHOLE.slice(0, length))).status).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });

  it('with another number in any count or control number is refused', async () => {
    const places = numbersIn(WHOLE);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.integer({ min: 0, max: 999_999_999 }),
        async ({ from, to }, number) => {
          const padded = String(number).padStart(to - from, '0');
          fc.pre(Number(padded) !== Number(WHOLE.slice(from, to)));
          expect((await judged(`${WHOLE.slice(0, from)}${padded}${WHOLE.slice(to)}`)).status).toBe('refused');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('that lost any one of its segments is refused', async () => {
    const segments = WHOLE.split('~\n').slice(0, -1);
    for (const lost of segments.keys()) {
      const text = segments
        .filter((_, at) => at !== lost)
        .map((segment) => `${segment}~\n`)
        .join('');
      expect(await judged(text), segments[lost] ?? '').toMatchObject({ status: 'refused' });
    }
  });

  it.each([
    ['nothing at all', '', /expected ISA/],
    ['not EDI', 'hello', /expected ISA/],
    ['two interchanges', `${WHOLE}${interchange([STOCK], { control: 102 })}`, /one interchange a file/],
    [
      'addressed to others',
      interchange([ORDER], { receiver: { qualifier: 'ZZ', id: 'OTHERS' } }),
      /ISA07, ISA08: expected ZZ DISTRIBUTOR/,
    ],
    [
      'from somebody who is not configured',
      interchange([ORDER], { sender: { qualifier: 'ZZ', id: 'NOBODY' } }),
      /sender that is configured/,
    ],
    ['for tests', interchange([ORDER], { usage: 'T' }), /ISA15: expected P, came T/],
    ['with a set in the wrong group', interchange([['IN', '850', ORDER[2]]]), /GS01: expected PO for 850, came IN/],
    ['with a date that is none', interchange([ORDER], { date: '20261399' }), /GS04, GS05/],
    [
      'with an empty segment',
      WHOLE.replace('CTT*2~', 'CTT*2~~').replace('SE*13', 'SE*14'),
      /expected a segment as segment/,
    ],
    ['with a delimiter that is a letter', WHOLE.replace('*>~', '*A~'), /three different delimiters/],
  ])('that is %s is refused', async (_, text, reason) => {
    const found = await judged(text);

    expect(found.status === 'refused' ? found.reason : 'whole').toMatch(reason);
  });

  it('that is too large is refused', async () => {
    expect(await judged(WHOLE, { maxBytes: 100 })).toMatchObject({ status: 'refused' });
    expect(await judged(WHOLE, { us: US })).toMatchObject({ status: 'whole' });
  });
});

/** Places of every count and control number behind the headers that they are compared with. */
function numbersIn(text: string): readonly { readonly from: number; readonly to: number }[] {
  return [...text.matchAll(/(?<=\n(?:SE|GE|IEA)\*(?:\d+\*)?)\d+/g)].map(({ index, 0: number }) => ({
    from: index,
    to: index + number.length,
  }));
}
