import type { StoreSetting } from '../../settings.ts';
import { openStore, storeName } from '../../store/open-store.ts';
import type { Finding, Store } from '../../store/store.ts';
import { storeState } from '../../store/store-state.ts';
import { unfitStore } from '../unfit-store.ts';
import { cellFindings } from './cell-findings.ts';

interface Examination {
  clock: () => number;
  /** Count cells again that are wrong. */
  rebuild: boolean;
}

/** What is found out about a store, and how it was repaired. A store that is not there is not made, an old one not migrated. */
export async function storeFindings(
  setting: StoreSetting,
  { clock, rebuild }: Examination,
): Promise<Finding[]> {
  const name = storeName(setting);
  let store: Store;
  try {
    const unfit = unfitStore(await storeState(setting));
    if (unfit)
      return [{ check: 'store', detail: `${name} ${unfit.detail}`, remedy: unfit.remedy, level: 'failed' }];
    store = await openStore(setting, clock);
  } catch (error) {
    return [
      {
        check: 'store',
        detail: `${name} cannot be opened: ${(error as Error).message}`,
        remedy: 'check MILEPOST_STORE; if it is damaged, restore a backup',
        level: 'failed',
      },
    ];
  }
  try {
    return [
      { check: 'store', detail: name, remedy: null, level: 'passed' },
      ...(await store.inspect()),
      ...(await cellFindings(store, rebuild)),
    ];
  } finally {
    await store.close();
  }
}
