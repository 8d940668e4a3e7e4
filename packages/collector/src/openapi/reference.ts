import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Asset } from '../assets.ts';
import { etagOf } from '../middleware/etag.ts';

/** The page of the reference, and its files by names that change with their content. */
export interface Reference {
  /** @param nonce of the styles of this one answer */
  page(nonce: string): string;
  files: ReadonlyMap<string, Asset>;
}

const folder = new URL('../../assets/docs/', import.meta.url);
/** In the order in which the page runs them. */
const scripts = ['before', 'reference', 'start'] as const;

/**
 * Reads the reference when somebody asks for it: it is megabytes, and most collectors are never asked. Compressed off
 * the thread that takes answers.
 *
 * @throws Error when the reference was not built and is not installed
 */
export async function readReference(): Promise<Reference> {
  const named = await Promise.all(
    scripts.map(async (script): Promise<[string, Asset]> => {
      const content = await (script === 'reference'
        ? readScalar()
        : readFile(new URL(`${script}.js`, folder)));
      const etag = etagOf(content);
      const gzipped = new Uint8Array(await promisify(gzip)(content));
      return [`${script}-${etag.slice(1, 11)}.js`, { body: new Uint8Array(content), gzipped, etag }];
    }),
  );
  const sources = named.map(([name]) => `docs/${name}`);
  return { files: new Map(named), page: (nonce) => pageOf(sources, nonce) };
}

/** A build puts a copy among the assets; without one, the installed package has it. */
async function readScalar(): Promise<Buffer> {
  try {
    return await readFile(new URL('reference.js', folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const installed = import.meta.resolve('@scalar/api-reference');
    return readFile(fileURLToPath(new URL('browser/standalone.js', installed)));
  }
}

/** The addresses are relative, for a collector behind a path. */
function pageOf(sources: readonly string[], nonce: string): string {
  const tags = sources.map((source) => `    <script src="${source}" nonce="${nonce}"></script>\n`).join('');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Milepost collector: reference</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta property="csp-nonce" content="${nonce}">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <noscript>This page needs JavaScript; <a href="openapi.json">the document</a> that it shows does not.</noscript>
    <div id="reference"></div>
${tags}  </body>
</html>
`;
}
