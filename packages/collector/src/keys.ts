import { createHash, randomBytes } from 'node:crypto';
import type { KeyKind } from './store/store.ts';

const prefix = { public: 'mp_pub_', secret: 'mp_sec_' } as const;
const form = /^mp_(pub|sec)_[A-Za-z0-9_-]{16,64}$/;

/** What a secret key can be allowed to do; `*` is all of it. */
export const scopes = [
  'program:write',
  'scores:read',
  'responses:read',
  'accounts:read',
  'cases:write',
  'people:erase',
  'import:write',
  'moments:write',
] as const;

export type Scope = (typeof scopes)[number];

/** A new key with 192 random bits. */
export function createKey(kind: KeyKind): string {
  return prefix[kind] + randomBytes(24).toString('base64url');
}

/** Whether a text has the form of a key of this kind. */
export function isKey(kind: KeyKind, text: string): boolean {
  return text.startsWith(prefix[kind]) && form.test(text);
}

/** What is kept of a key. It has 192 random bits, so a plain digest cannot be turned back. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Characters of its digest that a key is told by: no two keys share them, and they open nothing. */
export const keyDigits = 12;
