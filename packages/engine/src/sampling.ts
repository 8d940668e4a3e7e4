/**
 * A number in [0, 1) that is always the same for the same key: FNV-1a over the UTF-16 code units, then the finaliser
 * of MurmurHash3, without which keys that differ in their last character lie close together.
 */
export function sticky(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Whether a person belongs to the sample of a touchpoint: decided once, never rolled again at the next trigger. */
export function inSample(person: string, touchpoint: string, probability: number): boolean {
  return sticky(`${person}\n${touchpoint}`) < probability;
}
