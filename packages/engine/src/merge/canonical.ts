/**
 * RFC 8785 text of a JSON value: the same text for the same value on every machine. JSON.stringify already writes
 * numbers and strings as the RFC asks; what is left is the order of keys, by UTF-16 code units, which `sort` uses.
 */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonical(member)}`;
  }
  return `{${text}}`;
}
