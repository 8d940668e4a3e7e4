/**
 * A whole number in [0, 2^32) that is always the same for the same text: FNV-1a over the UTF-16 code units, then the
 * finaliser of MurmurHash3, without which texts that differ in their last character lie close together.
 */
export function hash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
