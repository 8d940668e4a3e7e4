import type { Context } from 'hono';
import type { Scope } from '../keys.ts';
import { ProblemError } from '../problem-error.ts';
import { createReadingStore } from '../reading/counts/reading-store.ts';
import type { Reading } from '../reading/table/table.ts';
import type { Services } from '../services.ts';

/**
 * What a request's scores are read from: the project of its key, as far as the key may see it.
 *
 * @throws ProblemError `key_unknown`, `scope_missing`, `rate_limited`, `program_missing`
 */
export async function openReading(
  c: Context,
  { store, memo, keys, clock }: Pick<Services, 'store' | 'memo' | 'keys' | 'clock'>,
  scope: Scope = 'scores:read',
): Promise<Reading> {
  const { project, scopes } = await keys.secret(c, scope);
  const known = await store.program(project);
  if (!known)
    throw new ProblemError(
      'program_missing',
      'the project has no program yet, and so no touchpoint to score',
    );
  const wholeMonths = !scopes.includes('*') && !scopes.includes('responses:read');
  return { store: createReadingStore({ store, memo }, project), known, now: clock(), wholeMonths };
}
