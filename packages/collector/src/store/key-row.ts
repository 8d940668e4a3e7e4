import type { KeyRecord } from './store.ts';

/** A key as a database holds it: what is several separated by blanks. */
export interface KeyRow extends Omit<KeyRecord, 'scopes' | 'origins'> {
  scopes: string;
  origins: string | null;
}

export function keyOf<T extends Omit<KeyRow, 'source'>>({ scopes, origins, ...row }: T) {
  return { ...row, scopes: words(scopes), origins: origins === null ? null : words(origins) };
}

function words(text: string): string[] {
  return text.split(' ').filter(Boolean);
}
