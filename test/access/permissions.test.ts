import { expect, it } from 'vitest';
import { PERMISSIONS } from '../../src/access/permissions.ts';
import { CAPABILITIES } from '../../src/domain/capability.ts';
import { KEY_SCOPES, ROLES } from '../../src/domain/viewer.ts';
import { read } from '../support/source-files.ts';

it('the table of permissions in the documentation is the one that decides', () => {
  const [, printed = ''] = /<!-- table -->([^]*)<!-- \/table -->/.exec(read('docs/authorization.md')) ?? [];

  expect(rowsOf(printed)).toEqual(expected());
});

function expected(): readonly (readonly string[])[] {
  const head = ['capability', ...ROLES, 'scope of a partner’s key'];
  return [
    head,
    ...CAPABILITIES.map((capability) => {
      const { roles, scopes } = PERMISSIONS[capability];
      const given = scopes.length === KEY_SCOPES.length ? 'any' : scopes.join(', ');
      return [capability, ...ROLES.map((role) => (roles.includes(role) ? 'x' : '')), given];
    }),
  ];
}

/** The cells of a table in Markdown, without the line under its head. */
function rowsOf(table: string): readonly (readonly string[])[] {
  return table
    .trim()
    .split('\n')
    .filter((_, index) => index !== 1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}
