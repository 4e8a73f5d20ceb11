import { memory, MemorySource } from '../../plugins/index.ts';
import { line, order } from '../../test/providers/given-records.ts';
import type { BenchSource } from './bench-source.ts';

/** Records in our own process: what is left is the host's work. */
export async function openMemory(orders: number): Promise<BenchSource> {
  const source = new MemorySource();
  for (let number = 1; number <= orders; number += 1) source.put(order(`SO-${number}`, [line('1'), line('2')]));
  return { provider: memory({ id: 'erp', source, kinds: ['order'] }), pid: null, stop: () => undefined };
}
