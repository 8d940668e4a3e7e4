/** RFC 9562 UUID version 7 from 16 random bytes: the time first, so that ids sort by when they were made. */
export function uuidV7(now: number, bytes: Uint8Array): string {
  const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
  const random = Array.from(bytes, (byte) => hex(byte, 2)).join('');
  // Always the first of the variant's four digits: that leaves 72 random bits.
  return `${hex(now, 12)}${random.slice(12)}`.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-7$3-8$4-');
}
