import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** A strong tag of a content (RFC 9110, 8.8.3): the same on every machine and after every restart. */
export function etagOf(content: string | Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** Whether the client says that it has this already; weak comparison, as `If-None-Match` asks for. */
export function hasAlready(c: Context, tag: string): boolean {
  const known = tagsOf(c.req.header('If-None-Match'));
  return known.some((one) => one === '*' || one.replace(/^W\//, '') === tag);
}

/** The tags of a header that lists them. */
export function tagsOf(header: string | undefined): string[] {
  return (header ?? '').split(',').map((tag) => tag.trim());
}
