import { describe, expect, test } from 'vitest';
import { type OpenStore, otherProject, project, suiteNow, withStore } from './with-store.ts';

/** Who wrote what with which secret key. */
export function describeAudit(open: OpenStore): void {
  describe('the audit log', () => {
    test('tells the writes of a project, the newest first', async () => {
      await using opened = await withStore(open, null);
      const { store } = opened;
      const entry = {
        project,
        at: suiteNow,
        key: '1a2b3c4d',
        action: 'PUT /v1/program',
        target: null,
        status: 200,
      };
      for (const status of [200, 201, 202]) await store.audit({ ...entry, status });
      await store.audit({ ...entry, project: otherProject, target: 'x' });
      expect(await store.auditLog(project, { limit: 2 })).toEqual([
        { ...entry, status: 202 },
        { ...entry, status: 201 },
      ]);
      expect(await store.auditLog(otherProject, { limit: 9 })).toMatchObject([{ target: 'x' }]);
    });
  });
}
