import { z } from 'zod';
import { refuse } from '../query/refuse.ts';
import type { AccountPlace } from './account-run.ts';

const place = z.tuple([z.int(), z.number(), z.string()]);

/** Where a page ends, for whoever asks for the next one: it holds when accounts come and go meanwhile. */
export function cursorOf({ rank, sentiment, account }: AccountPlace): string {
  return Buffer.from(JSON.stringify([rank, sentiment, account])).toString('base64url');
}

/** @throws ProblemError `query_invalid` when no page gave it */
export function placeAt(cursor: string): AccountPlace {
  const parsed = place.safeParse(read(cursor));
  if (!parsed.success) throw refuse({ path: '/after', message: 'must be the `next` of another page' });
  const [rank, sentiment, account] = parsed.data;
  return { rank, sentiment, account };
}

function read(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
