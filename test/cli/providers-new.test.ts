import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/source-files.ts';
import { oneLine, runHere } from './in-process.ts';

const ID = 'blue-wms-2';
const checkout = makeCheckout();
const made = await runIn(checkout, 'providers', 'new', ID);

afterAll(() => rmSync(checkout, { recursive: true }));

describe('a new provider', () => {
  it('is written under its name, with its test, and says what to run next', () => {
    expect(made).toEqual({
      code: 0,
      stdout: `wrote plugins/${ID} and test/plugins/${ID}\nnow run: npx vitest run test/plugins/${ID}\n`,
      stderr: '',
    });
    expect(readdirSync(join(checkout, 'plugins', ID))).toEqual(readdirSync(join(ROOT, 'examples/provider')));
    expect(filesOf(checkout, ID).filter((file) => /acme(?!\.example)/i.test(ts.sys.readFile(file) ?? ''))).toEqual([]);
  });

  it('fits its types as it stands', () => {
    expect(problemsOf(checkout, filesOf(checkout, ID))).toEqual([]);
  });
});

// Its own test, as it was written: the conformance kit against its example server.
describe('the test of a new provider', async () => {
  await import(pathToFileURL(join(checkout, 'test/plugins', ID, 'conformance.test.ts')).href);
});

describe('the name of a new provider', () => {
  it.each([
    ['Acme', /expected lower-case letters, digits and single dashes, such as acme-wms, .*came "Acme"/],
    ['../acme', /came "\.\.\/acme"/],
    ['acme-', /came "acme-"/],
    ['acme--wms', /came "acme--wms"/],
    ['a'.repeat(64), /63 at most/],
    ['http', /expected a name that the code of the example does not use, such as http-api, came "http"/],
    ['class', /such as class-api, came "class"/],
    [ID, new RegExp(`expected a new name, plugins/${ID} is there already`)],
    ['only-tested', /expected a new name, test\/plugins\/only-tested is there already/],
  ])('is refused with one line, and nothing is written: %s', async (id, problem) => {
    mkdirSync(join(checkout, 'test/plugins/only-tested'), { recursive: true });
    const before = written(checkout);

    const { code, stdout, stderr } = await runIn(checkout, 'providers', 'new', id);

    expect([code, stdout]).toEqual([2, '']);
    expect(oneLine(stderr)).toMatch(problem);
    expect(written(checkout)).toEqual(before);
  });

  it('is refused outside a checkout, which it says', async () => {
    const { code, stderr } = await runIn(tmpdir(), 'providers', 'new', 'acme-wms');

    expect(code).toBe(2);
    expect(oneLine(stderr)).toMatch(/expected a checkout of promisegraph with examples\/provider, found none in/);
  });
});

/** What a checkout has that a new provider is made of and stands on, in a folder of its own. */
function makeCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-checkout-'));
  for (const copied of ['examples/provider', 'test/examples/provider', 'tsconfig.json'])
    cpSync(join(ROOT, copied), join(folder, copied), { recursive: true });
  for (const shared of ['src', 'node_modules', 'package.json']) symlinkSync(join(ROOT, shared), join(folder, shared));
  return folder;
}

async function runIn(folder: string, ...args: readonly string[]) {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await runHere(args);
  } finally {
    process.chdir(before);
  }
}

function written(folder: string): string[] {
  return ['plugins', 'test'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' }).map((name) => `${part}/${name}`),
  );
}

function filesOf(folder: string, id: string): string[] {
  return ['plugins', 'test/plugins'].flatMap((part) =>
    readdirSync(join(folder, part, id)).map((name) => join(folder, part, id, name)),
  );
}

/** What the compiler says of these files, by the configuration of the checkout. */
function problemsOf(folder: string, files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const program = ts.createProgram(
    files.filter((file) => file.endsWith('.ts')),
    options,
  );
  return files
    .map((file) => program.getSourceFile(file))
    .filter((file) => file !== undefined)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
