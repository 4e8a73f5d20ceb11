import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openJournal, type JournalEntry } from '../../../../plugins/simulator/distributor/journal.ts';
import { temporaryFolder } from '../practice.ts';

function entry(key: string, at = 1): JournalEntry {
  return { key, at, decision: { type: 'note', orderId: 'SO-1', text: `"quoted" – ${key}` }, reference: `D-${key}` };
}

/** What stands in it when it is opened. */
function entriesIn(file: string): readonly JournalEntry[] {
  const journal = openJournal(file);
  journal.close();
  return [...journal.entries];
}

describe('the journal of decisions', () => {
  it('holds what was added, in order, when it is opened again', () => {
    const file = join(temporaryFolder(), 'decisions.jsonl');
    const journal = openJournal(file);
    for (const key of ['a', 'b', 'c']) journal.append(entry(key));
    journal.close();

    expect(entriesIn(file)).toEqual(['a', 'b', 'c'].map((key) => entry(key)));
  });

  it('finds an entry by its key', () => {
    const file = join(temporaryFolder(), 'decisions.jsonl');
    const first = openJournal(file);
    first.append(entry('a'));
    first.close();
    const again = openJournal(file);
    again.append(entry('b'));

    expect([again.find('a'), again.find('b'), again.find('c')]).toEqual([entry('a'), entry('b'), undefined]);
    again.close();
  });

  it('loses only the entry that was being written, wherever a crash cuts the file', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'decisions.jsonl');
    const journal = openJournal(file);
    for (const key of ['a', 'b', 'c']) journal.append(entry(key));
    journal.close();
    const whole = readFileSync(file);

    fc.assert(
      fc.property(fc.nat(whole.length), (size) => {
        writeFileSync(file, whole);
        truncateSync(file, size);
        const complete = whole.subarray(0, size).toString('latin1').split('\n').length - 1;
        expect(entriesIn(file)).toHaveLength(complete);

        const goingOn = openJournal(file);
        goingOn.append(entry('d'));
        goingOn.close();
        expect(entriesIn(file).map(({ key }) => key)).toEqual([...['a', 'b', 'c'].slice(0, complete), 'd']);
      }),
      { numRuns: 40 },
    );
  });

  it('is refused when a line before the last is damaged: what came after it cannot be trusted', () => {
    const file = join(temporaryFolder(), 'decisions.jsonl');
    const journal = openJournal(file);
    journal.append(entry('a'));
    journal.close();
    appendFileSync(file, '{"key":"b"}\n');

    expect(() => openJournal(file)).toThrow(/decisions\.jsonl:2: expected an accepted decision/);
  });
});
