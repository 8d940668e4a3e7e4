import { StoreUnavailable } from '../store.ts';

/**
 * What may pass by itself, by the class of its code: the connection, somebody else's lock or time-out, resources such as
 * the disk, an administrator, a standby that takes no writes, the system below.
 */
const passing = /^(08|25006|28|3D000|40|53|55P03|57|58)/;
/** One of two transactions that waited for each other was given up; it can be tried again at once. */
const collided = /^(40001|40P01)$/;

/** The code that PostgreSQL gave, `EXXX` of the system, or null. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

export function isCollision(error: unknown): boolean {
  return collided.test(codeOf(error) ?? '');
}

/** Turns what PostgreSQL cannot do now into `StoreUnavailable`; anything else is a fault of ours. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnavailable) return error;
  const code = codeOf(error);
  const isPassing = code === null ? isDisconnection(error) : passing.test(code) || isSystemCode(code);
  return isPassing
    ? new StoreUnavailable(`PostgreSQL: ${code ? `${code}: ` : ''}${error.message}`, { cause: error })
    : error;
}

/** The driver gives no code to what it finds out by itself. */
function isDisconnection({ message }: Error): boolean {
  return /connection|connect|timeout|not queryable/i.test(message);
}

/** Such as `ECONNREFUSED`; a code of PostgreSQL has five characters with a digit. */
function isSystemCode(code: string): boolean {
  return /^E[A-Z]+$/.test(code);
}
