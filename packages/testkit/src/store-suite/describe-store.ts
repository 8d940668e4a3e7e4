import { describe } from 'vitest';
import { describeAccountSums } from './account-sums.ts';
import { describeAudit } from './audit.ts';
import { describeCells } from './cells.ts';
import { describeChanging } from './changing.ts';
import { describeClaims } from './claims.ts';
import { describeCountedMonths } from './counted-months.ts';
import { describeCrossing } from './crossing.ts';
import { describeCrowd } from './crowd.ts';
import { describeErasing } from './erasing.ts';
import { describeExclusions } from './exclusions.ts';
import { describeHistory } from './history.ts';
import { describeInspection } from './inspection.ts';
import { describeKeys } from './keys.ts';
import { describeListing } from './listing.ts';
import { describeMoments } from './moments.ts';
import { describePages } from './pages.ts';
import { describePeople } from './people.ts';
import { describePeopleCounts } from './people-counts.ts';
import { describePrograms } from './programs.ts';
import { describeProjects } from './projects.ts';
import { describePrompts } from './prompts.ts';
import { describeRecord } from './record.ts';
import { describeRejected } from './rejected.ts';
import { describeRetention } from './retention.ts';
import { describeSearching } from './searching.ts';
import { describeSegmentValues } from './segment-values.ts';
import { describeSharing } from './sharing.ts';
import { describeSweeping } from './sweeping.ts';
import type { OpenStore } from './with-store.ts';

/**
 * What the port promises, of any store.
 *
 * @example
 * describeStore('SQLite', async () => {
 *   const folder = await createTempFolder();
 *   const open = () => openSqliteStore(folder.file('milepost.db'), clock);
 *   return { store: open(), reopen: async () => open(), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
 * });
 */
export function describeStore(name: string, open: OpenStore): void {
  describe(`the store in ${name}`, () => {
    for (const describeNoun of [
      describeRecord,
      describeSharing,
      describeCrowd,
      describeCells,
      describeCountedMonths,
      describeSegmentValues,
      describePrograms,
      describeExclusions,
      describePeople,
      describeErasing,
      describeRetention,
      describeSweeping,
      describeRejected,
      describePages,
      describeListing,
      describeSearching,
      describeChanging,
      describeAccountSums,
      describeCrossing,
      describePeopleCounts,
      describePrompts,
      describeClaims,
      describeMoments,
      describeProjects,
      describeKeys,
      describeAudit,
      describeInspection,
      describeHistory,
    ])
      describeNoun(open);
  });
}
