import { join } from 'node:path';
import { describe, it } from 'vitest';
import { csv } from '../../../plugins/csv/provider.ts';
import { describeConformance } from '../../../src/providers/index.ts';
import { createBook } from './book.ts';
import { LINES, LINES_HEADER, LINES_MAPPING } from './mappings.ts';

const FILES = 'it reads files: there is nobody to sign in to, and no way that could fail';
const NO_TIMES = 'files are compared by their content: the times in them order nothing';

describeConformance({ describe, it }, 'csv', () => {
  const book = createBook(LINES_MAPPING);
  book.write('lines.csv', LINES);
  const nothing = createBook(LINES_MAPPING);
  nothing.write('lines.csv', `${LINES_HEADER}\n`);
  const from = ({ dir }: { dir: string }) =>
    csv({ id: 'book', mapping: join(dir, 'mapping.yaml'), from: join(dir, 'lines.csv'), pageRows: 2 });

  return {
    provider: from(book),
    unreachable: csv({ id: 'book', mapping: join(book.dir, 'mapping.yaml'), from: join(book.dir, 'nowhere.csv') }),
    empty: from(nothing),
    change: async () => {
      book.write('lines.csv', LINES.replace('bolt,1', 'bolt,2'));
      return { kind: 'order', key: 'B' };
    },
    changeChild: async () => {
      book.write('lines.csv', LINES.replace('2013-06-09', '2013-06-19'));
      return { kind: 'order', key: 'B' };
    },
    skips: {
      'C01.4': FILES,
      'C01.5': FILES,
      'C03.4': NO_TIMES,
      'C04.1': NO_TIMES,
      'C05.1': 'an order has no state in these files but what its rows say',
      'C06.1': "a row that is gone from a file may stand in tomorrow's: deletions are not taken from files",
      'C06.2': 'the mapping of this test has no column for a cancellation',
      C09: FILES,
    },
  };
});
