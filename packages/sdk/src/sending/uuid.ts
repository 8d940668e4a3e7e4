/** RFC 9562 UUID version 7 from 16 random bytes: the time first, so that ids sort by when they were made. */
export function uuidV7(now: number, bytes: Uint8Array): string {
  const time = now.toString(16).padStart(12, '0');
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
  const variant = '89ab'[(bytes[8] ?? 0) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
