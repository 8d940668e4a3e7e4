/** What a record holds under a name by itself: names such as `constructor` are inherited by every object. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
