import { createHash } from 'node:crypto';
import { canonical } from '@milepost/engine';
import type { Context } from 'hono';

/** A strong tag of a content (RFC 9110, 8.8.3): the same on every machine and after every restart. */
export function etagOf(content: string | Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** The tag of a JSON value, whatever the order of its members. One that is asked for again is not made again. */
export function tagOf(content: object): string {
  const tag = tags.get(content) ?? etagOf(canonical(content));
  tags.set(content, tag);
  return tag;
}

const tags = new WeakMap<object, string>();

/** Answers with a JSON value and its tag, or with 304 when the client has it already. */
export function answerTagged(c: Context, content: object): Response {
  const tag = tagOf(content);
  c.header('ETag', tag);
  return hasAlready(c, tag) ? c.body(null, 304) : c.json(content);
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
