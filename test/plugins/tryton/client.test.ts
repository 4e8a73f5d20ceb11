import { describe, expect, it } from 'vitest';
import { z } from '../../../src/providers/index.ts';
import { clientAnswering } from './recorded.ts';

const { signal } = new AbortController();

function asking(error: unknown): Promise<unknown> {
  return clientAnswering(() => ({ error })).call({ model: 'sale.sale', method: 'quote', params: [[1]], signal });
}

describe('a call that Tryton fails', () => {
  it.each([
    ['rejected', 'credit limit reached', ['UserError', ['credit  limit\nreached', '', null]]],
    ['rejected', 'Tryton asks a person to confirm: no tax', ['UserWarning', ['name', 'no tax', 'details']]],
    ['conflict', 'changed in the meantime', ['ConcurrencyException', 'Records were modified in the meanwhile']],
    ['auth', 'password alone', ['LoginException', ['sms', 'code', 'char']]],
    ['transient', 'trouble with its database', ['database is locked', 'sqlite3.OperationalError: database is locked']],
    ['bug', 'came the failure', ["'NoneType' object has no attribute 'id'", 'Traceback …']],
  ])('is %s: %s', async (kind, reason, error) => {
    await expect(asking(error)).rejects.toMatchObject({ details: { kind }, message: expect.stringContaining(reason) });
  });

  it('never quotes the traceback', async () => {
    await expect(asking(['no such field', 'File "x.py", password = "hunter2"'])).rejects.toSatisfy(
      (error: Error) => !error.message.includes('hunter2'),
    );
  });
});

describe('a client', () => {
  it('signs in once, and sends the context of its user with every call', async () => {
    const sent: unknown[] = [];
    const client = clientAnswering((_, params) => {
      sent.push(params.at(-1));
      return { result: 3 };
    });

    const query = { model: 'sale.sale', domain: [], signal };
    expect(await Promise.all([client.count(query), client.count(query)])).toEqual([3, 3]);
    expect(sent).toEqual([
      { company: 1, language: 'en' },
      { company: 1, language: 'en' },
    ]);
    expect(client.clock()).toBe('2026-12-01T12:00:00.000Z');
  });

  it('says which field of a row is not what it was written for', async () => {
    const client = clientAnswering(() => ({ result: [{ id: 'one' }] }));

    const rows = client.select({ model: 'sale.sale', domain: [], fields: ['id'], signal }, z.object({ id: z.int() }));

    await expect(rows).rejects.toMatchObject({ details: { kind: 'bug' }, message: expect.stringContaining('0.id') });
  });
});
