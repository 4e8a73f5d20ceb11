import type { SourceUnderTest } from '../../../src/providers/index.ts';
import { createDropFolder } from './drop-folder.ts';
import { ALL_SETS, CHANGE, ORDER, type MadeUpSet } from './made-up.ts';

const CHANGED = { kind: 'order', key: 'PO-1001' } as const;
const NO_WAY = 'a folder of this machine has no way to it on which something could fail';

/** A made-up partner's drop folder, for the conformance kit. `over`: settings of the provider beside its folder. */
export function folderUnderTest(
  folder = createDropFolder(),
  over: Readonly<Record<string, unknown>> = {},
): SourceUnderTest {
  const empty = createDropFolder();
  for (const set of ALL_SETS) folder.send([set]);

  async function change(set: MadeUpSet, from: string, to: string) {
    folder.send([[set[0], set[1], set[2].map((segment) => segment.replace(from, to))]], { time: '0945' });
    return CHANGED;
  }

  return {
    provider: folder.provider({ pageSize: 1, ...over }),
    unreachable: folder.provider({ folder: `${folder.root}-that-is-not-there` }),
    empty: empty.provider(over),
    change: () => change(CHANGE, 'POC*1*CA*5', 'POC*1*CA*6'),
    changeChild: () => change(CHANGE, 'POC*1*CA*5', 'POC*1*CA*7'),
    cancel: () => change(ORDER, 'BEG*00', 'BEG*01'),
    sameTime: async () => {
      const ids = Array.from({ length: 6 }, (_, at) => `PO-20${at}`);
      folder.send(
        ids.map((id): MadeUpSet => [ORDER[0], ORDER[1], ORDER[2].map((segment) => segment.replace('PO-1001', id))]),
      );
      return ids.map((key) => ({ kind: 'order', key }));
    },
    skips: {
      'C01.4': 'a folder of this machine asks for no credentials; over SFTP see test/sources/x12.sources.ts',
      'C01.5': 'it has no sessions',
      'C04.1': 'a file is there or it is not',
      'C05.1': 'documents have no state beside what they say',
      'C06.1': 'X12 knows no deletion of an order, only its cancellation',
      'C06.3': 'files that are gone were taken in, and say nothing of their records',
      ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [`C09.${number}`, NO_WAY])),
    },
    close: () => {
      folder.remove();
      empty.remove();
    },
  };
}
