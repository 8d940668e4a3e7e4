import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';

/** The keys that a start made and kept for the next one, as `NAME=value` lines. */
export type KeysFile = Partial<Record<'MILEPOST_PUBLIC_KEY' | 'MILEPOST_SECRET_KEY', string>>;

/** Where the keys are kept. */
export const keysFile = (home: string) => join(home, 'data/keys.env');

/** The keys in `data/keys.env`, none when there is no such file. */
export function readKeys(home: string): KeysFile {
  const file = keysFile(home);
  return existsSync(file) ? (parseEnv(readFileSync(file, 'utf8')) as KeysFile) : {};
}

/** Writes `data/keys.env` so that only its owner can read it. */
export function writeKeys(home: string, keys: Required<KeysFile>): void {
  const file = keysFile(home);
  mkdirSync(dirname(file), { recursive: true });
  const lines = Object.entries(keys).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}
