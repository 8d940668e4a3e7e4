import type { ImportLine } from '@milepost/protocol';
import type { KeptResponse } from '../store/store.ts';

/** A stored response as `POST /v1/import` takes it back. */
export function exportLine({ state, sent, received, excluded, erased }: KeptResponse): ImportLine {
  return {
    ...state,
    ...(sent !== null && { sent: instant(sent) }),
    received: instant(received),
    ...(excluded.length > 0 && { excluded }),
    ...(erased !== null && { erased: instant(erased) }),
  };
}

const instant = (time: number) => new Date(time).toISOString();
