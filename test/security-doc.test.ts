import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, ROOT } from './support/source-files.ts';

const PAGE = read('docs/security.md');

describe('docs/security.md', () => {
  it('names a test for every promise, and every test that it names is there', () => {
    const promises = PAGE.split('\n').filter((line) => line.startsWith('| ') && line.includes('test/'));
    const named = [...PAGE.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file);

    expect(promises.length).toBeGreaterThan(10);
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('says of forty cases of abuse at least what comes of them and where that is tested', () => {
    const cases = PAGE.split('## Abuse, case by case')[1]?.split('\n## ')[0]?.split('\n') ?? [];

    expect(cases.filter((line) => /^\| .*`test\//.test(line)).length).toBeGreaterThanOrEqual(40);
  });

  it('and SECURITY.md lead to each other', () => {
    expect(PAGE).toContain('../SECURITY.md');
    expect(read('SECURITY.md')).toContain('docs/security.md');
  });
});
