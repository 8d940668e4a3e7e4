/** Spreads the responses of a huge project over buckets: FNV-1a of the id, modulo the project's number of buckets. */
export function bucketOf(id: string, buckets: number): number {
  if (buckets === 1) return 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % buckets;
}
