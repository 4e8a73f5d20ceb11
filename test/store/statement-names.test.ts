import { expect, it } from 'vitest';
import { createStatementNames } from '../../src/store/statement-names.ts';

it('a statement that comes again has a name, always the same, and no other has it', () => {
  const nameOf = createStatementNames();

  const names = ['A', 'B', 'A', 'B', 'A', 'B'].map((text) => nameOf(text));

  expect(names.slice(0, 2)).toEqual(['', '']);
  expect(new Set(names.slice(2)).size).toBe(2);
  expect(names.slice(4)).toEqual(names.slice(2, 4));
});

it('no more statements are named than it may be', () => {
  const nameOf = createStatementNames(2);
  const texts = ['A', 'B', 'C', 'D'];
  for (const text of texts) nameOf(text);

  expect(texts.map((text) => nameOf(text) !== '')).toEqual([true, true, false, false]);
});

it('a statement that selects whatever columns there are is never named', () => {
  const nameOf = createStatementNames();
  for (const text of ['SELECT * FROM a', 'select b.* from b', 'SELECT count(*) FROM a']) nameOf(text);

  expect(nameOf('SELECT * FROM a')).toBe('');
  expect(nameOf('select b.* from b')).toBe('');
  expect(nameOf('SELECT count(*) FROM a')).not.toBe('');
});
