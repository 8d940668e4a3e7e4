import type { KeyRecord } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { type OpenStore, otherProject, project, withStore } from './with-store.ts';

function buildKey(hash: string, overrides: Partial<KeyRecord> = {}): KeyRecord {
  return { hash, project, kind: 'secret', scopes: ['*'], source: 'created', origins: null, ...overrides };
}

/** Digests of keys. */
export function describeKeys(open: OpenStore): void {
  describe('keys', () => {
    test('are found by their digest, with what they may do', async () => {
      await using opened = await withStore(open, null);
      const { store } = opened;
      const secret = buildKey('aa1', { scopes: ['scores:read', 'cases:write'] });
      const publicKey = buildKey('aa2', { kind: 'public', scopes: [], origins: ['https://a.example'] });
      for (const key of [secret, publicKey]) await store.addKey(key);
      const { source: _source, ...found } = secret;
      expect(await store.findKey('aa1')).toEqual(found);
      expect(await store.findKey('aa')).toBeNull();
      expect(await store.keys(project)).toEqual([secret, publicKey]);
      expect(await store.keys(otherProject)).toEqual([]);
      await expect(store.addKey(secret)).rejects.toThrow();
    });

    test('are revoked by the beginning of their digest, when one alone of the project begins so', async () => {
      await using opened = await withStore(open, null);
      const { store } = opened;
      for (const hash of ['aa1', 'aa2', 'b%_']) await store.addKey(buildKey(hash));
      await store.addKey(buildKey('c1', { project: otherProject }));
      const revoked = [];
      for (const prefix of ['aa', 'c', 'zz', '%', '_', 'aa1', 'aa', 'b%'])
        revoked.push(await store.revokeKey(project, prefix));
      expect(revoked).toEqual([false, false, false, false, false, true, true, true]);
      expect(await store.keys(project)).toEqual([]);
      expect(await store.findKey('c1')).not.toBeNull();
    });

    test('of the settings are replaced; created ones stay', async () => {
      await using opened = await withStore(open, null);
      const { store } = opened;
      await store.addKey(buildKey('created'));
      const given = (hash: string) => buildKey(hash, { source: 'settings' });
      await store.putSettingsKeys(project, [given('one'), given('two')]);
      await store.putSettingsKeys(otherProject, [{ ...given('other'), project: otherProject }]);
      await store.putSettingsKeys(project, [given('two'), given('three')]);
      expect((await store.keys(project)).map(({ hash }) => hash).sort()).toEqual(['created', 'three', 'two']);
      expect(await store.keys(otherProject)).toHaveLength(1);
    });
  });
}
