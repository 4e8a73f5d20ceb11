import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { env, parseConfig, readEnvironment } from '../src/config.ts';
import { loadConfigFile } from '../src/config-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'promisegraph-config-'));
afterAll(() => rmSync(dir, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

describe('a configuration file', () => {
  it('is TypeScript from anywhere, in which promisegraph is this program', async () => {
    const path = file(
      'a.config.ts',
      `import { csv, defineConfig } from 'promisegraph';
       const zone: string = 'Europe/Berlin';
       export default defineConfig({ zone, providers: [csv({ id: 'book', mapping: 'mapping.yaml' })] });`,
    );

    const { config, baseDir } = await loadConfigFile(path);

    expect(baseDir).toBe(dir);
    expect(config).toMatchObject({ zone: 'Europe/Berlin', currency: 'USD', rescoreEverySeconds: 60 });
    expect(config.providers[0]?.definition.type).toBe('csv');
  });

  it('may be JavaScript of either kind', async () => {
    const modern = file('b.config.mjs', `export default { currency: 'EUR' };`);
    const old = file('c.config.cjs', `module.exports = { currency: 'CHF' };`);

    expect((await loadConfigFile(modern)).config.currency).toBe('EUR');
    expect((await loadConfigFile(old)).config.currency).toBe('CHF');
  });

  it('is read anew each time', async () => {
    const path = file('d.config.ts', `export default { currency: 'EUR' };`);
    await loadConfigFile(path);
    writeFileSync(path, `export default { currency: 'CHF' };`);

    expect((await loadConfigFile(path)).config.currency).toBe('CHF');
  });

  it('without a default export is refused', async () => {
    await expect(loadConfigFile(file('f.config.ts', `export const config = {};`))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/f\.config\.ts: expected a default export.*came none/) as string,
    });
  });
});

describe('settings', () => {
  it.each([
    [{ zone: 'Nowhere' }, /the file: zone: expected an IANA time zone, came "Nowhere"/],
    [{ currency: 'Euro' }, /the file: currency: /],
    [{ scoring: { routes: [] } }, /the file: scoring: .*routes/],
    [{ rescoreEverySeconds: 0 }, /the file: rescoreEverySeconds: /],
    [7, /the file: the default export: /],
  ])('%j is refused by the name of the setting', (exported, message) => {
    expect(() => parseConfig(exported, 'the file')).toThrow(message);
  });
});

describe('the environment', () => {
  it('has defaults, and takes an empty variable for one that is not set', () => {
    expect(readEnvironment({ PORT: '', HOST: '' })).toMatchObject({
      PORT: 4000,
      HOST: '127.0.0.1',
      DATA_DIR: '.promisegraph',
    });
  });

  it('never repeats a password', () => {
    expect(() => readEnvironment({ DATABASE_URL: 'mysql://me:hidden@db' })).toThrow(
      'DATABASE_URL: expected postgresql://user@host:port/database, with a password where one is needed, came something else',
    );
  });

  it('is read by configuration files, with a fallback where there is one', () => {
    expect(env('PROMISEGRAPH_NO_SUCH', 'else')).toBe('else');
    expect(() => env('PROMISEGRAPH_NO_SUCH')).toThrow(
      'PROMISEGRAPH_NO_SUCH: expected this environment variable to be set, came nothing',
    );
  });
});
