import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeOwnership } from '../../../../plugins/simulator/distributor/owner.ts';
import { temporaryFolder } from '../practice.ts';

describe('the owner of a simulated distributor', () => {
  it('is one at a time, until it lets go', () => {
    const file = join(temporaryFolder(), 'owner.json');
    const letGo = takeOwnership(file);

    expect(() => takeOwnership(file)).toThrow(`is run by process ${process.pid}`);
    letGo();
    takeOwnership(file)();

    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['a process that is gone', JSON.stringify({ pid: spawnSync('true').pid, process: 'x' })],
    ['an earlier process with the number of this one', JSON.stringify({ pid: process.pid, process: 'x' })],
    ['a process that was killed while it wrote its name', '{"pid":'],
  ])('gives way when it was %s', (_what, content) => {
    const file = join(temporaryFolder(), 'owner.json');
    writeFileSync(file, content);

    expect(() => takeOwnership(file)()).not.toThrow();
  });

  it('stays when it is another living process', () => {
    const file = join(temporaryFolder(), 'owner.json');
    writeFileSync(file, JSON.stringify({ pid: process.ppid, process: 'x' }));

    expect(() => takeOwnership(file)).toThrow(`is run by process ${process.ppid}: stop that one`);
  });
});
