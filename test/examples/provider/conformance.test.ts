import { describe, it } from 'vitest';
import { acme } from '../../../examples/provider/index.ts';
import { describeConformance } from '../../../src/providers/index.ts';
import { startExampleServer, TOKEN } from './example-server.ts';

const SO_1 = { kind: 'order', key: 'SO-1' } as const;

describeConformance({ describe, it }, 'acme', async () => {
  const source = await startExampleServer(7);
  const nothing = await startExampleServer(0);
  const at = (url: string, token = TOKEN) => acme({ id: 'acme', url, token, pageSize: 3 });

  return {
    provider: at(source.url),
    secrets: [TOKEN],
    unreachable: at('http://127.0.0.1:1'),
    wrongCredentials: at(source.url, 'wrong-token'),
    empty: at(nothing.url),
    faulty: { upstream: source.url, through: at },
    change: async () => {
      source.put('SO-1', { lines: [{ no: 1, item: 'bolt', qty: 6 }] });
      return SO_1;
    },
    remove: async () => {
      source.put('SO-1', { gone: true });
      return SO_1;
    },
    close: () => {
      source.close();
      nothing.close();
    },
    skips: {
      'C01.5': 'a token has no session',
      'C03.4': 'changes are numbered: no two are alike',
      'C04.1': 'changes are numbered when they show',
      C05: 'orders have no state here, and nothing beneath them but their lines',
      'C06.2': 'orders are removed, not cancelled',
      'C07.3': 'the token sees all orders',
    },
  };
});
