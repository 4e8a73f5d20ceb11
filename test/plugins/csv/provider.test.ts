import { describe, expect, it } from 'vitest';
import { csv } from '../../../plugins/csv/provider.ts';
import { context, createBook } from './book.ts';
import { LINES, LINES_MAPPING } from './mappings.ts';

describe('the provider', () => {
  it('reads the kinds that its mapping gives, in the order in which they are read', () => {
    const { dir } = createBook(LINES_MAPPING);
    const config = csv.definition.config.parse({ mapping: 'mapping.yaml' });

    expect(csv.definition.reads(config, { resolvePath: (path) => `${dir}/${path}` })).toEqual([
      'customer',
      'order',
      'shipment',
    ]);
  });

  it('says in its check which kinds come from which files', async () => {
    const book = createBook(LINES_MAPPING);
    book.write('lines.csv', LINES);

    expect(await csv.definition.check(book.client(), context())).toEqual({
      detail: 'mapping.yaml gives customer, order, shipment from lines.csv (8 columns)',
    });
  });

  it('fails its check when a column is missing', async () => {
    const book = createBook(LINES_MAPPING);
    book.write('lines.csv', LINES.replace('Qty', 'Quantity'));

    await expect(csv.definition.check(book.client(), context())).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('stops when it is told to', async () => {
    const book = createBook(LINES_MAPPING);
    book.write('lines.csv', LINES);
    const signal = AbortSignal.abort();

    const pages = csv.definition.read(book.client(), 'order', null, { ...context(), signal });

    await expect(pages[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'AbortError' });
  });
});
