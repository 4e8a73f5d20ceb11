import { basename } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Columns of the table, in order. */
const HEAD = ['system', 'version', 'passed', 'failed', 'skipped', 'seconds', 'certificate'];

/** A Vitest reporter: one row a source system, of all of its files. */
export const printTable: Reporter = {
  onTestRunEnd(modules) {
    const systems = new Map<string, TestModule[]>();
    for (const module of modules) {
      const [system = ''] = basename(module.moduleId).split(/[-.]/);
      systems.set(system, [...(systems.get(system) ?? []), module]);
    }
    const rows = [...systems].sort(([a], [b]) => a.localeCompare(b)).map(([system, files]) => rowOf(system, files));
    console.log(`\n${tableText([HEAD, ...rows])}\n`);
  },
};

function rowOf(system: string, files: readonly TestModule[]): string[] {
  const tests = files.flatMap((file) => [...file.children.allTests()]);
  const { name, version } = tests.map((test) => test.meta().system).find((told) => told) ?? {
    name: system,
    version: null,
  };
  const broken = files.flatMap((file) => file.errors());
  const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
  const ms = files
    .map((file) => file.diagnostic())
    .reduce((sum, { collectDuration, duration }) => sum + collectDuration + duration, 0);
  const numbers = [count('passed'), count('failed') + broken.length, count('skipped'), Math.round(ms / 1000)];
  return [name, version ?? '-', ...numbers.map(String), broken[0]?.message ?? certificateOf(tests)];
}

/** Of a system that cannot be installed, why. */
function certificateOf(tests: readonly TestCase[]): string {
  const certificate = tests.map((test) => test.meta().certificate).find((issued) => issued);
  if (certificate) return `${certificate.isGreen ? 'green' : 'NOT GREEN'}: ${certificate.sum}`;
  const [missing] = tests.filter((test) => test.meta().system?.version === null);
  return missing?.name ?? '-';
}

function tableText(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
