import { createHmac } from 'node:crypto';

/** What stays of an id that was erased: nobody who lacks the project's key can try ids. */
export function erasureHash(key: string, id: string): string {
  return createHmac('sha256', key).update(id).digest('hex');
}
