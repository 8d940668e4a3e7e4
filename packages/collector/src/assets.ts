import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import { etagOf } from './middleware/etag.ts';
import { SettingError } from './settings.ts';

/** A file of the SDK as it is served. */
export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  gzipped: Uint8Array<ArrayBuffer>;
  etag: string;
}

/** The SDK's files for a script tag by their path: `cx.js`, `cx/ui-….js`. */
export type Assets = ReadonlyMap<string, Asset>;

/**
 * Reads the built files of the SDK into memory.
 *
 * @throws SettingError when the SDK has not been built
 */
export function readAssets(): Assets {
  const folder = fileURLToPath(new URL('.', import.meta.resolve('@milepost/sdk/cdn/cx.js')));
  if (!existsSync(folder)) throw new SettingError(`the SDK is not built: there is no ${folder}`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((file) => [relative(folder, file).split(sep).join('/'), asset(readFileSync(file))]),
  );
}

export function asset(content: Buffer): Asset {
  return {
    body: new Uint8Array(content),
    gzipped: new Uint8Array(gzipSync(content, { level: constants.Z_BEST_COMPRESSION })),
    etag: etagOf(content),
  };
}
