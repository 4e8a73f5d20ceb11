import { describe, expect, it } from 'vitest';
import type { ChangeHint } from '../../src/providers/define-provider.ts';
import { openHost, openMemory } from './open-host.ts';
import { Shelf, shelf } from './shelf.ts';

function listenTo() {
  const source = new Shelf();
  const host = openHost([shelf({ id: 'shelf', shelf: source })]);
  const stop = new AbortController();
  const heard: (readonly ChangeHint[])[] = [];
  const listening = host.get('shelf').listen?.((hints) => heard.push(hints), stop.signal);
  return { source, host, stop, heard, listening };
}

describe('listening to a source', () => {
  it('gives hints as they come, without those of kinds that are not read', async () => {
    const { source, heard, stop, listening } = listenTo();

    source.line.emit('hints', [{ kind: 'order', keys: ['SO-1'] }, { kind: 'item' }]);
    source.line.emit('hints', [{ kind: 'order' }]);

    expect(heard).toEqual([[{ kind: 'order', keys: ['SO-1'] }], [{ kind: 'order' }]]);
    stop.abort();
    await listening;
  });

  it('ends without complaint when it is stopped, and when the host is closed', async () => {
    const [first, second] = [listenTo(), listenTo()];

    first.stop.abort();
    await first.listening;
    await second.host.close();
    await second.listening;

    expect([first.source.listeners, second.source.listeners]).toEqual([0, 0]);
  });

  it('fails by the name of the source when the connection ends by itself', async () => {
    const { source, listening } = listenTo();

    source.line.emit('error', new Error('line cut'));

    await expect(listening).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: 'shelf: listen: line cut',
    });
  });

  it('passes on nothing of hints that are none, and tells the provider so', async () => {
    const { source, heard, stop, listening } = listenTo();

    expect(() => source.line.emit('hints', [{ kind: 'order', keys: [''] }])).toThrow(/shelf: listen: expected hints/);

    expect(heard).toEqual([]);
    stop.abort();
    await listening;
  });

  it('is not offered by a source that sends no word by itself', () => {
    expect(openMemory().provider.listen).toBeNull();
  });
});
