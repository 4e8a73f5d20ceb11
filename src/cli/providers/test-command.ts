import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../../errors.ts';
import { ALL_CASES } from '../../providers/conformance/all-cases.ts';
import { certificateText } from '../../providers/conformance/certificate.ts';
import { runConformance } from '../../providers/conformance/run-conformance.ts';
import type { SetUp, SourceUnderTest } from '../../providers/conformance/source-under-test.ts';
import type { ConfiguredProvider } from '../../providers/define-provider.ts';
import { readBookInput, type AnswerOptions } from '../book-options.ts';
import { createOutput } from '../output.ts';

export interface TestOptions extends AnswerOptions {
  /** A module whose `setUp` gives what a test can do to the source, without `provider`. */
  readonly driver?: string;
  /** Where to write the certificate as JSON. */
  readonly out?: string;
}

/**
 * `promisegraph providers test <id>`: runs the conformance kit against the live source of a configuration and prints a certificate; exit
 * code 1 when it does not conform. Without a driver nothing is changed in the source: cases that would are skipped, and say so.
 */
export async function testCommand(id: string, options: TestOptions): Promise<void> {
  const { loaded } = await readBookInput(options);
  const provider = providerOf(loaded.config.providers, id);
  const driver = options.driver === undefined ? withoutDriver : await driverFrom(options.driver);
  const plugin = provider.definition.type;
  const certificate = await runConformance({ plugin, version: `as configured in ${id}` }, async () => ({
    baseDir: loaded.baseDir,
    ...(await driver()),
    provider,
  }));
  if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(certificate, null, 2)}\n`);
  createOutput(options).answer(certificate, certificateText(certificate));
  if (!certificate.isGreen) process.exitCode = 1;
}

function providerOf(providers: readonly ConfiguredProvider[], id: string): ConfiguredProvider {
  const idOf = ({ settings }: ConfiguredProvider): unknown =>
    typeof settings === 'object' && settings !== null ? Reflect.get(settings, 'id') : undefined;
  const found = providers.find((provider) => idOf(provider) === id);
  if (found) return found;
  const known = providers.map(idOf).join(', ') || 'there are none';
  throw new AppError('NOT_FOUND', `expected one of the providers (${known}), came ${JSON.stringify(id)}`, { id });
}

type Driver = () => Partial<SourceUnderTest> | Promise<Partial<SourceUnderTest>>;

/** Reads only. */
function withoutDriver(): Partial<SourceUnderTest> {
  const needy = ALL_CASES.filter(({ needs = [] }) => needs.length > 0);
  return { skips: Object.fromEntries(needy.map(({ id }) => [id, 'no driver was given (--driver)'])) };
}

async function driverFrom(path: string): Promise<Driver> {
  const module: unknown = await import(pathToFileURL(resolve(path)).href);
  const setUp: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, 'setUp') : undefined;
  if (isSetUp(setUp)) return setUp;
  throw new AppError('INPUT_INVALID', `expected ${path} to export a function setUp, it does not`);
}

function isSetUp(value: unknown): value is SetUp {
  return typeof value === 'function';
}
