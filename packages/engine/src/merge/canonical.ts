/**
 * RFC 8785 text of a JSON value: the same text for the same value on every machine. JSON.stringify already writes
 * numbers and strings as the RFC asks; what is left is the order of keys, by UTF-16 code units, which `sort` uses.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .join()}}`;
}
