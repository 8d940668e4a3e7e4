import { Hono } from 'hono';
import { etagOf, hasAlready } from '../middleware/etag.ts';

interface Document {
  text: string;
  tag: string;
}

/** `GET /openapi.json`: what the collector answers, for people and programs, without a key. */
export function openApiRoutes(): Hono {
  let made: Promise<Document> | null = null;
  // Made when somebody asks for it: most collectors are never asked.
  const document = () => {
    made ??= import('../openapi/document.ts').then(({ openApiDocument }) => {
      const text = JSON.stringify(openApiDocument());
      return { text, tag: etagOf(text) };
    });
    return made;
  };
  return new Hono().get('/', async (c) => {
    const { text, tag } = await document();
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    c.header('Cache-Control', 'public, max-age=300, stale-while-revalidate=86400');
    c.header('ETag', tag);
    if (hasAlready(c, tag)) return c.body(null, 304);
    c.header('Content-Type', 'application/json');
    return c.body(text);
  });
}
