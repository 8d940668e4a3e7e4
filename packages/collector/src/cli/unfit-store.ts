import type { StoreState } from '../store/store-state.ts';

/** Why a store is not to be opened by a command that only looks at it, and the remedy; null when it may be. */
export function unfitStore(state: StoreState): { detail: string; remedy: string } | null {
  switch (state) {
    case 'absent':
      return {
        detail: 'is not there, or empty',
        remedy: 'check MILEPOST_STORE, or start a collector, which makes it',
      };
    case 'behind':
      return {
        detail: 'has the schema of an older release',
        remedy: 'stop the collectors, back it up with that release, then run "milepost migrate"',
      };
    case 'ahead':
      return {
        detail: 'was written by a newer release of Milepost',
        remedy: 'use that release, or restore a backup that this one has made',
      };
    case 'current':
      return null;
  }
}
