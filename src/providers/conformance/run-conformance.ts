import { ALL_CASES } from './all-cases.ts';
import { createCertificate, type Certificate } from './certificate.ts';
import { runCase } from './run-case.ts';
import type { SetUp } from './source-under-test.ts';

export interface Examined {
  readonly plugin: string;
  readonly version: string;
}

/** Runs every case, one after the other, and says how each ended. Never throws. */
export async function runConformance(examined: Examined, setUp: SetUp): Promise<Certificate> {
  const results = [];
  for (const kit of ALL_CASES) results.push(await runCase(kit, setUp));
  return createCertificate({ ...examined, date: new Date().toISOString() }, results);
}

/** What a test runner brings: Vitest and `node:test` both do. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
}

/** Every case as a test of its own: `describeConformance({ describe, it }, 'acme', setUp)`. */
export function describeConformance({ describe, it }: TestRunner, plugin: string, setUp: SetUp): void {
  describe(`the provider contract, kept by ${plugin}`, () => {
    for (const kit of ALL_CASES) {
      it(`${kit.id} ${kit.title}`, async () => {
        const { outcome, reason } = await runCase(kit, setUp);
        if (outcome === 'failed') throw new Error(`${kit.id}: ${reason ?? ''}`);
      });
    }
  });
}
