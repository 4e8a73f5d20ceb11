import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOf, RECORDS } from '../../src/domain/record/record.ts';
import { isAppError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { createHost } from '../../src/providers/create-host.ts';
import type { ConfiguredProvider } from '../../src/providers/define-provider.ts';
import type { HostedProvider, ProviderHost } from '../../src/providers/host.ts';
import { describeActionContract, type ActionUnderTest } from './action-contract.ts';
import { derive, drain, firstOf, jsonCopy, onlyOne, readAll, shown } from './read-all.ts';

/** A provider set up to reach a source that a test owns, with what the checks need to know of it. */
export interface ProviderUnderTest {
  readonly provider: ConfiguredProvider;
  /** Where relative paths of its configuration start. */
  readonly baseDir?: string;
  readonly now?: () => string;
  /** Makes the source say something new. */
  readonly change?: () => void | Promise<void>;
  /** The same provider pointed at a source that is not there. */
  readonly unreachable?: ConfiguredProvider;
  /** Texts of its configuration that nobody may see. */
  readonly secrets?: readonly string[];
  /** An action that the source takes. */
  readonly action?: ActionUnderTest;
}

/** The checks that every provider must pass. Their ids stay, so that a provider can say which it passes. */
export function describeProviderContract(
  name: string,
  setUp: () => ProviderUnderTest | Promise<ProviderUnderTest>,
): void {
  describe(`the provider contract, kept by ${name}`, () => {
    let under: ProviderUnderTest;
    let host: ProviderHost;
    let provider: HostedProvider;

    beforeEach(async () => {
      under = await setUp();
      host = openHost(under.provider);
      provider = onlyOne(host);
    });
    afterEach(() => host.close());

    function openHost(configured: ConfiguredProvider): ProviderHost {
      const now = under.now ?? (() => new Date().toISOString());
      return createHost([configured], { baseDir: resolve(under.baseDir ?? '.'), now, log: silentLog });
    }

    it('P01 reads at least one kind, each named once', () => {
      expect(provider.kinds.length).toBeGreaterThan(0);
      expect(new Set(provider.kinds).size).toBe(provider.kinds.length);
    });

    it('P02 answers a check of a source that is there in one line', async () => {
      const result = await provider.check();

      expect(result).toMatchObject({ ok: true });
      if (result.ok) expect(result.detail).toMatch(/^[^\n]+$/);
    });

    it('P03 says of a source that is not there what the problem is, and throws nothing', async () => {
      if (!under.unreachable) return;
      const away = openHost(under.unreachable);

      const result = await onlyOne(away).check();

      expect(result.ok).toBe(false);
      if (!result.ok) expect(result.problem).not.toBe('');
      await away.close();
    });

    it('P04 gives records that fit their kind, and sets others aside with place and reason', async () => {
      for (const kind of provider.kinds) {
        for (const page of await readAll(provider, kind)) {
          for (const { record } of page.records) expect(RECORDS[kind].parse(record)).toEqual(record);
          for (const row of page.unreadable)
            expect([row.location, row.reason, 'payload' in row]).toEqual([
              expect.stringMatching(/./),
              expect.stringMatching(/./),
              true,
            ]);
        }
      }
    });

    it('P05 gives cursors of plain JSON', async () => {
      for (const kind of provider.kinds) {
        for (const { cursor } of await readAll(provider, kind)) expect(jsonCopy(cursor)).toEqual(cursor);
      }
    });

    it('P06 goes on from any page with what comes after it, in a process that knows only the cursor', async () => {
      for (const kind of provider.kinds) {
        const pages = await readAll(provider, kind);
        for (const [index, { cursor }] of pages.entries()) {
          const other = openHost(under.provider);
          const rest = await readAll(onlyOne(other), kind, jsonCopy(cursor));
          expect(shown(rest)).toEqual(shown(pages.slice(index + 1)));
          await other.close();
          if (index >= 3) break;
        }
      }
    });

    it('P07 says the same when it is read from the start again', async () => {
      for (const kind of provider.kinds)
        expect(shown(await readAll(provider, kind))).toEqual(shown(await readAll(provider, kind)));
    });

    it('P08 states each key once in a read', async () => {
      for (const kind of provider.kinds) {
        const { rejected } = await derive(provider, kind);
        expect(rejected).toEqual([]);
      }
    });

    it('P09 brings nothing new when nothing changed', async () => {
      for (const kind of provider.kinds) {
        const first = await derive(provider, kind);
        const second = await derive(provider, kind, { seen: first.seen, cursor: null, readId: 'second' });
        expect(second.events).toBe(0);
      }
    });

    it('P10 brings what changed to a reader who goes on from the end', async () => {
      if (!under.change) return;
      const before = await Promise.all(provider.kinds.map((kind) => derive(provider, kind)));

      await under.change();

      const after = await Promise.all(
        provider.kinds.map((kind, index) => derive(provider, kind, { ...before[index], readId: 'second' })),
      );
      expect(after.reduce((events, { events: more }) => events + more, 0)).toBeGreaterThan(0);
    });

    it('P11 ends a read when it is told to stop', async () => {
      const kind = firstOf(provider.kinds);
      const stop = new AbortController();
      stop.abort();

      await expect(drain(provider.read(kind, null, stop.signal))).rejects.toMatchObject({
        code: 'PROVIDER_UNAVAILABLE',
      });
    });

    it('P12 looks up one slot per key, in the order of the keys, null for an unknown one', async () => {
      if (!provider.lookup) return;
      for (const kind of provider.kinds) {
        const keys = (await readAll(provider, kind))
          .flatMap(({ records }) => records.map(({ record }) => keyOf(record)))
          .slice(0, 3);
        const asked = ['no such key', ...keys.reverse()];
        const slots = await provider.lookup(kind, asked);
        expect(slots.map((slot) => slot && keyOf(slot))).toEqual([null, ...asked.slice(1)]);
      }
    });

    it('P13 refuses settings that it does not know', () => {
      const { definition, settings } = under.provider;
      const wrong = { definition, settings: { ...(settings as object), noSuchSetting: 1 } };

      expect(() => openHost(wrong)).toThrow(/noSuchSetting/);
    });

    it('P14 shows no secret', async () => {
      const shownConfig = JSON.stringify([provider.describe(), await provider.check()]);

      for (const secret of under.secrets ?? []) expect(shownConfig).not.toContain(secret);
    });

    describeActionContract(() => ({ provider, action: under.action }));

    it('P16 refuses a webhook that is not signed', async () => {
      if (!provider.webhook) return;
      const request = { headers: {}, body: Buffer.from('{"kinds":["order"]}') };

      await expect(provider.webhook(request)).rejects.toSatisfy((error) => isAppError(error, 'FORBIDDEN'));
    });
  });
}
