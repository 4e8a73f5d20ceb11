import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { read, ROOT } from '../support/source-files.ts';

const IN_ORDER = ['Fields', 'Access', 'Limits', 'Known gaps', 'Fixtures'];

const plugins = readdirSync(join(ROOT, 'plugins'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it.each(plugins)('the README of %s says, in this order, what an operator looks for', (plugin) => {
  const headings = [...read(`plugins/${plugin}/README.md`).matchAll(/^##+ (.+)$/gm)].map(([, heading]) => heading);

  expect(headings.filter((heading) => IN_ORDER.includes(heading ?? ''))).toEqual(IN_ORDER);
});
