import type { Context } from 'hono';
import { hashKey, isKey, type Scope } from '../keys.ts';
import { onceATurn } from '../once-a-turn.ts';
import { ProblemError } from '../problem-error.ts';
import type { Key, KeyKind, Store } from '../store/store.ts';
import type { ClientAddress } from './client-address.ts';
import type { Rates } from './rate.ts';

/** Finds out whose a key is. An address that goes on with unknown keys is `rate_limited` in the end. */
export interface Keys {
  /** @throws ProblemError `key_unknown`, `rate_limited` */
  public(key: unknown, address: string): Promise<Key>;
  /**
   * Of the header `Authorization`.
   *
   * @throws ProblemError `key_unknown`, `scope_missing`, `rate_limited`
   */
  secret(c: Context, scope: Scope | null): Promise<Key>;
  /** The secret key that a request shows, whatever it may do; null when there is none. */
  known(authorization: string | undefined): Promise<Key | null>;
}

interface KeysParts {
  store: Pick<Store, 'findKey'>;
  rates: Pick<Rates, 'key' | 'unknownKey'>;
  clientAddress: ClientAddress;
}

export function createKeys({ store, rates, clientAddress }: KeysParts): Keys {
  const keyOf = onceATurn((key) => store.findKey(hashKey(key)));
  // The look-up goes by the digest, so its time tells nothing about the key; only digests are ever compared.
  const find = async (kind: KeyKind, key: unknown): Promise<Key | null> => {
    if (typeof key !== 'string' || !isKey(kind, key)) return null;
    const found = await keyOf(key);
    return found?.kind === kind ? found : null;
  };
  const known = (authorization: string | undefined) =>
    find('secret', authorization?.match(/^Bearer +(\S+)$/i)?.[1]);
  const refuse = async (address: string, detail: string): Promise<never> => {
    await rates.unknownKey(address);
    throw new ProblemError('key_unknown', detail);
  };
  return {
    known,
    public: async (key, address) =>
      (await find('public', key)) ??
      refuse(address, 'this is not a public key of the collector; it starts with mp_pub_'),
    secret: async (c, scope) => {
      const found =
        (await known(c.req.header('Authorization'))) ??
        (await refuse(
          clientAddress(c),
          'send a secret key of the collector (mp_sec_…) as "Authorization: Bearer KEY"',
        ));
      if (scope && !found.scopes.includes('*') && !found.scopes.includes(scope))
        throw new ProblemError('scope_missing', `the key lacks the scope ${scope}`);
      await rates.key(found.hash);
      return found;
    },
  };
}
