import { expect, it } from 'vitest';
import { createLinks } from '../../src/domain/link/link-rule.ts';
import { LinkSettings, rulesOf } from '../../src/domain/link/link-settings.ts';
import { noteLinks } from '../../src/operations/note-links.ts';
import { openMemoryBook } from './memory-book.ts';

const LINKS = createLinks(rulesOf(LinkSettings.parse({ item: { home: 'shop', sources: { erp: {} } } })));

it('a book is of one piece as long as links stay as they were when its sources were read', async () => {
  const { deps, take } = await openMemoryBook(['shop', 'erp', 'crm']);

  expect(await noteLinks(deps)).toBe(true);
  await take('crm'); // takes no part
  expect(await noteLinks({ ...deps, links: LINKS })).toBe(true);
  await take('erp');
  expect(await noteLinks({ ...deps, links: LINKS })).toBe(true);
  expect(await noteLinks(deps)).toBe(false);
});
