import { expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { read } from './support/source-files.ts';

it('docs/configuration.md lists every setting of the file, and no other', () => {
  const page = read('docs/configuration.md');
  const table = page.slice(page.indexOf('## The file'), page.indexOf('A fact is an attribute'));
  const listed = [...table.matchAll(/^\| `([a-zA-Z]+)/gm)].map(([, name]) => name);

  expect(new Set(listed)).toEqual(new Set([...Object.keys(parseConfig({}, 'none')), 'clock']));
});
