import { describe, expect, test } from 'vitest';
import { type OpenStore, withStore } from './with-store.ts';

/** What the store finds out about itself. */
export function describeInspection(open: OpenStore): void {
  describe('looked at by itself, the store', () => {
    test('can be written, and is sound', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await store.ping();
      await store.ping();
      const findings = await store.inspect();
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter(({ level }) => level === 'failed')).toEqual([]);
      expect(findings.every(({ level, remedy }) => (level === 'passed') === (remedy === null))).toBe(true);
      expect(new Set(findings.map(({ check }) => check)).size).toBe(findings.length);
    });
  });
}
