import { CommandFailed } from './failure.ts';
import { readKeys } from './keys-file.ts';

/** The collector that a command talks to. */
export interface Connection {
  url: string;
  key: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `MILEPOST_URL` and `MILEPOST_SECRET_KEY`; without them the collector of this machine and the key of `data/keys.env`.
 *
 * @throws CommandFailed when there is no key
 */
export function readConnection(environment: Environment, home: string): Connection {
  const url = environment['MILEPOST_URL'] || `http://127.0.0.1:${environment['MILEPOST_PORT'] || 4600}`;
  if (!URL.canParse(url))
    throw new CommandFailed(`MILEPOST_URL: "${url}" is not an address such as http://127.0.0.1:4600`);
  const key = environment['MILEPOST_SECRET_KEY'] || readKeys(home).MILEPOST_SECRET_KEY;
  if (!key) throw new CommandFailed('MILEPOST_SECRET_KEY: set it to a secret key of the collector');
  return { url: url.replace(/\/+$/, ''), key };
}
