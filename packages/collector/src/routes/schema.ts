import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { etagOf, hasAlready } from '../middleware/etag.ts';

/** `GET /program.schema.json`: the JSON Schema of a program, for an editor, without a key. */
export function schemaRoutes(): Hono {
  const file = import.meta.resolve('@milepost/protocol/program.schema.json');
  const text = readFileSync(fileURLToPath(file), 'utf8');
  const tag = etagOf(text);
  return new Hono().get('/', (c) => {
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    c.header('Cache-Control', 'public, max-age=300, stale-while-revalidate=86400');
    c.header('ETag', tag);
    if (hasAlready(c, tag)) return c.body(null, 304);
    c.header('Content-Type', 'application/schema+json');
    return c.body(text);
  });
}
