import type { Key } from '../store/store.ts';
import type { Keys } from './keys.ts';
import type { RefuseOrigin } from './origins.ts';
import type { Rates } from './rate.ts';

/** Who asks with a public key. */
interface Caller {
  key: unknown;
  origin: string | undefined;
  address: string;
}

/** Lets a caller with a public key in, by its key, its origin and its rate, in this order. */
export type Admit = (caller: Caller) => Promise<Key>;

interface AdmitParts {
  keys: Keys;
  refuseOrigin: RefuseOrigin;
  rates: Rates;
}

/** The function throws ProblemError `key_unknown`, `origin_forbidden`, `rate_limited`. */
export function createAdmit({ keys, refuseOrigin, rates }: AdmitParts): Admit {
  return async ({ key, origin, address }) => {
    const found = await keys.public(key, address);
    refuseOrigin(found, origin);
    await rates.address(address);
    await rates.key(found.hash);
    return found;
  };
}
