/** The keys of every collector here. */
const keys = {
  MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
  MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
};

/** What a collector over this file is started with. */
export function environmentOf(file: string, more: Record<string, string> = {}): Record<string, string> {
  return { ...keys, MILEPOST_STORE: `sqlite:${file}`, MILEPOST_RATE: 'off', ...more };
}
