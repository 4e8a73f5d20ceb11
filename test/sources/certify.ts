import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { certificateSum, certificateText } from '../../src/providers/conformance/certificate.ts';
import { runConformance, type SetUp } from '../../src/providers/index.ts';

/**
 * One test: a plugin keeps the whole provider contract against its live source. Prints the certificate; writes it to the folder
 * `PROMISEGRAPH_CERTIFICATES` as JSON where that is set. `against` names the source and its version.
 */
export function certify(plugin: string, against: string, setUp: SetUp): void {
  it(`${plugin} keeps the provider contract against ${against}`, { timeout: 300_000 }, async ({ task }) => {
    const certificate = await runConformance({ plugin, version: `against ${against}` }, setUp);
    task.meta.certificate = { isGreen: certificate.isGreen, sum: certificateSum(certificate) };
    console.log(certificateText(certificate));
    const folder = process.env.PROMISEGRAPH_CERTIFICATES;
    if (folder) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${plugin}.json`), `${JSON.stringify(certificate, null, 2)}\n`);
    }

    expect(certificate.cases.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });
}
