import { describe, expect, test } from 'vitest';
import { createRates, networkOf } from './rate.ts';

describe('networkOf', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['unknown', 'unknown'],
    ['2001:db8:0:17::1', '2001:db8:0:17::/64'],
    ['2001:0DB8:0000:0017:ffff:ffff:ffff:ffff', '2001:db8:0:17::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('a rate', () => {
  test('lets so many requests of an address through, and a hundred times as many of a key', async () => {
    const rates = createRates({ requests: 2, seconds: 3_600 });
    for (let count = 0; count < 2; count++) await rates.address('192.0.2.1');
    await expect(rates.address('192.0.2.1')).rejects.toMatchObject({
      problem: { code: 'rate_limited', detail: expect.stringContaining('an address may make 2 requests') },
      retryAfter: expect.any(Number),
    });
    await rates.address('192.0.2.2');
    for (let count = 0; count < 200; count++) await rates.key('digest');
    await expect(rates.key('digest')).rejects.toMatchObject({
      problem: { code: 'rate_limited', detail: expect.stringContaining('a key may make 200 requests') },
    });
    await rates.key('another');
  });

  test('that is off counts nothing', async () => {
    const rates = createRates(null, () => Promise.reject(new Error('was counted')));
    await expect(rates.address('192.0.2.1')).resolves.toBeUndefined();
    await expect(rates.unknownKey('192.0.2.1')).resolves.toBeUndefined();
    await expect(rates.key('digest')).resolves.toBeUndefined();
  });

  test('asks whoever counts for all processes, and tells how long to wait in whole seconds', async () => {
    const counted: string[] = [];
    const rates = createRates({ requests: 5, seconds: 60 }, async (name, { requests }) => {
      counted.push(`${name}: ${requests}`);
      return name.startsWith('key') ? 1_001 : null;
    });
    await rates.address('::1');
    await expect(rates.key('digest')).rejects.toMatchObject({ retryAfter: 2 });
    expect(counted).toEqual(['address 0:0:0:0::/64: 5', 'key digest: 500']);
  });
});
