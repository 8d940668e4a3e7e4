import type { Period } from '@milepost/protocol';
import type { PeriodAt } from './simulated-period.ts';

/** How many people of one account are asked in a period: a share of those whom the collector knows, at least one. */
export interface AccountShare {
  per: Period;
  share: number;
}

/** The accounts in the course of a simulation. */
export interface SimulatedAccounts {
  /**
   * Whether somebody who would be asked may be, as far as the account is concerned; then it counts as asked. The
   * collector knows everybody who has come so far.
   */
  admit(person: string, to: { account: string; at: number }): boolean;
}

interface Account {
  known: Set<string>;
  /** Those who were asked in the period that ends then. */
  asked: Set<string>;
  end: number;
}

export function createSimulatedAccounts({ per, share }: AccountShare, periodAt: PeriodAt): SimulatedAccounts {
  const accounts = new Map<string, Account>();
  let end = Number.NEGATIVE_INFINITY;
  return {
    admit: (person, { account: id, at }) => {
      if (at >= end) ({ end } = periodAt(at, per));
      const account = accounts.get(id) ?? { known: new Set(), asked: new Set(), end };
      accounts.set(id, account);
      if (account.end < end) Object.assign(account, { asked: new Set(), end });
      account.known.add(person);
      const most = Math.max(1, Math.floor(share * account.known.size + 1e-9));
      if (account.asked.size >= most && !account.asked.has(person)) return false;
      account.asked.add(person);
      return true;
    },
  };
}
