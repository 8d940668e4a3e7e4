import { revise } from '@milepost/collector';
import { checkProgram } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { buildCsat } from '../envelope.ts';
import { buildProgram, buildSurvey } from '../program.ts';
import { incoming, type OpenStore, otherProject, project, push, record, withStore } from './with-store.ts';

const otherWords = buildProgram({
  surveys: {
    ...buildProgram().surveys,
    'support-csat': buildSurvey({ id: 'satisfaction', type: 'csat', text: 'How was it?' }),
  },
});

/** Programs and their revisions. */
export function describePrograms(open: OpenStore): void {
  describe('of a program', () => {
    test('knows everything that any revision knew', async () => {
      await using opened = await withStore(open, null);
      const { store } = opened;
      expect(await store.program(project)).toBeNull();
      await push(store, buildProgram());
      await push(store, otherWords);
      const { ticket_closed, ...touchpoints } = buildProgram().touchpoints;
      expect(ticket_closed).toBeDefined();
      await push(
        store,
        buildProgram({
          touchpoints,
          surveys: { 'relationship-nps': buildProgram().surveys['relationship-nps'] as never },
        }),
      );
      const known = await store.program(project);
      expect(known?.revision).toBe(3);
      expect([...(known?.touchpoints.keys() ?? [])].sort()).toEqual(['pulse', 'ticket_closed']);
      expect([...(known?.surveys.get('support-csat')?.keys() ?? [])]).toEqual([1, 2]);
      expect(await store.program(otherProject)).toBeNull();
      const again = await opened.reopen();
      expect(await again.program(project)).toEqual(known);
    });

    test('lists the revisions, the newest first, and gives back each as it was pushed', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await push(store, otherWords);
      await push(store, buildProgram());
      const list = async (page: { before: number | null; limit: number }) =>
        (await store.revisions(project, page)).map(({ revision, surveys }) => [
          revision,
          surveys['support-csat'],
        ]);
      expect(await list({ before: null, limit: 2 })).toEqual([
        [3, 3],
        [2, 2],
      ]);
      expect(await list({ before: 2, limit: 2 })).toEqual([[1, 1]]);
      expect(await store.revision(project, 2)).toEqual(checkProgram(otherWords).program);
      expect(await store.revision(project, 9)).toBeNull();
      expect(await store.revision(otherProject, 1)).toBeNull();
    });

    test('refuses a revision that was made for another one, and other buckets once there is a response', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const refusal = async (buckets: number, expected: number | null) => {
        const { program } = checkProgram(buildProgram({ cells: { buckets } }));
        if (!program) throw new Error('the program has faults');
        const revision = revise(await store.program(project), program);
        const refused = (await store.refusalOf(project, revision, expected))?.code ?? null;
        if (refused) {
          const put = await store.putProgram(project, revision, expected);
          expect(put).toMatchObject({ known: null, problem: { code: refused } });
        }
        return refused;
      };
      expect(await refusal(1, null)).toBe('program_stale');
      expect(await refusal(8, 1)).toBeNull();
      await record(store, [incoming(buildCsat(4))]);
      expect(await refusal(8, 1)).toBe('buckets_fixed');
      expect(await refusal(1, 1)).toBeNull();
      expect((await store.program(project))?.revision).toBe(1);
    });
  });
}
