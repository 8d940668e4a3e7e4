import type { ToldExclusion } from '@milepost/protocol';
import type { Exclusion } from './store.ts';

/** An exclusion without what it is about. */
export type ExclusionRow = Omit<Exclusion, 'targets'>;

/** An exclusion as it is told. */
export function toldExclusion({ id, reason, by, note, at }: ExclusionRow): ToldExclusion {
  return { id, reason, by, ...(note !== null && { note }), at: new Date(at).toISOString() };
}

/** Whether a request is the repetition of one that is kept. An import or an erasure may have added responses to it. */
export function isSameExclusion(kept: Exclusion, asked: Exclusion): boolean {
  const kinds = new Set(asked.targets.map(({ kind }) => kind));
  const content = ({ reason, by, note, targets }: Exclusion) => {
    const of = targets
      .filter(({ kind }) => kinds.has(kind))
      .map((one) => JSON.stringify([one.kind, one.target]));
    return JSON.stringify([reason, by, note, [...new Set(of)].sort()]);
  };
  return content(kept) === content(asked);
}
