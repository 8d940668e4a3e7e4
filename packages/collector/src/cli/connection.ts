import type { KeyKind } from '../store/store.ts';
import { CommandFailed } from './failure.ts';
import { readKeys } from './keys-file.ts';

/** The collector that a command talks to, and the key that it shows. */
export interface Connection {
  url: string;
  key: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where `data/keys.env` is looked for, and which key a command needs. */
export interface ConnectionOptions {
  home: string;
  kind: KeyKind;
}

/**
 * `MILEPOST_URL` and the key of the environment; without them the collector of this machine and the key of
 * `data/keys.env`.
 *
 * @throws CommandFailed when the address is none, or there is no key
 */
export function readConnection(environment: Environment, { home, kind }: ConnectionOptions): Connection {
  const url = environment['MILEPOST_URL'] || `http://127.0.0.1:${environment['MILEPOST_PORT'] || 4600}`;
  if (!URL.canParse(url))
    throw new CommandFailed(`MILEPOST_URL: "${url}" is not an address such as http://127.0.0.1:4600`);
  const name = kind === 'public' ? 'MILEPOST_PUBLIC_KEY' : 'MILEPOST_SECRET_KEY';
  const key = environment[name] || readKeys(home)[name];
  if (!key)
    throw new CommandFailed(
      `${name}: set it to a ${kind} key of the collector; its first start told it, or keeps it in data/keys.env`,
    );
  return { url: url.replace(/\/+$/, ''), key };
}
