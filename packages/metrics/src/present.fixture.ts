/** What a test knows to be there; null fails the test. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('expected a value, but there is none');
  return value;
}
