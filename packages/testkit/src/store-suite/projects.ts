import { describe, expect, test } from 'vitest';
import { type OpenStore, otherProject, project, suiteNow, withStore } from './with-store.ts';

/** Several tenants in one store. */
export function describeProjects(open: OpenStore): void {
  describe('projects', () => {
    test('are created once and listed', async () => {
      await using opened = await withStore(open, null);
      const { store } = opened;
      expect(await store.ensureProject('third', "Third's")).toBe(true);
      expect(await store.ensureProject('third', 'Another name')).toBe(false);
      expect(await store.projects()).toEqual([
        { id: project, name: 'Default', created: suiteNow },
        { id: otherProject, name: 'Other', created: suiteNow },
        { id: 'third', name: "Third's", created: suiteNow },
      ]);
    });

    test('are created by one of two who do it at once', async () => {
      await using opened = await withStore(open, null);
      const other = await opened.reopen();
      const created = await Promise.all(
        [opened.store, other].map((store) => store.ensureProject('third', 'Third')),
      );
      expect(created.filter(Boolean)).toHaveLength(1);
    });
  });
}
