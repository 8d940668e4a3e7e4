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
        remedy:
          setting.kind === 'postgres'
            ? 'see whether PostgreSQL runs, and whether MILEPOST_STORE has its address, role and password'
            : 'check MILEPOST_STORE; if the file is damaged, keep it and put the last backup in its place',
        level: 'failed',
      },
    ];
  }
  try {
    const inspected = await store.inspect();
    const isDamaged = inspected.some(({ check, level }) => check === 'integrity' && level === 'failed');
    return [
      { check: 'store', detail: name, remedy: null, level: 'passed' },
      ...inspected,
      // What cannot be read cannot be counted, and must not be written.
      ...(isDamaged ? [] : await cellFindings(store, rebuild)),
    ];
  } catch (error) {
    return [
      {
        check: 'store',
        detail: `${name} cannot be read: ${(error as Error).message}`,
        remedy: 'if it is damaged, keep it and put the last backup in its place',
        level: 'failed',
      },
    ];
  } finally {
    await store.close();
  }
}
