import { describe, expect, test } from 'vitest';
import { createAddressOf } from './client-address.ts';

const proxy = '10.0.0.1';

/** Whom a request is taken to be of that came from one address and names others. */
function addressOf(from: string, forwarded?: string): string {
  return createAddressOf([proxy, '::FFFF:10.0.0.2', '2001:db8::a'])({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: from },
  });
}

describe('the address of a client', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['6.6.6.6, 192.0.2.1', '192.0.2.1'],
    ['6.6.6.6, 192.0.2.1, 10.0.0.2, 2001:DB8::A', '192.0.2.1'],
    ['6.6.6.6, 192.0.2.1:5678', '192.0.2.1'],
    ['6.6.6.6, [2001:db8::1]:99', '2001:db8::1'],
    ['6.6.6.6, [2001:DB8::1]', '2001:db8::1'],
    ['6.6.6.6, ::FFFF:192.0.2.1', '192.0.2.1'],
    ['6.6.6.6, 192.0.2.1, 10.0.0.2:443', '192.0.2.1'],
  ])('behind a proxy that tells "%s" is %s', (forwarded, address) => {
    expect(addressOf(proxy, forwarded)).toBe(address);
  });

  test.each([
    '6.6.6.6, unknown',
    '6.6.6.6, _hidden',
    '6.6.6.6,',
    '6.6.6.6, 192.0.2.1:port',
    '6.6.6.6, 192.0.2.999',
    '6.6.6.6, []',
    '10.0.0.2, 10.0.0.1',
    '',
    undefined,
  ])('is the proxy itself when it tells "%s"', (forwarded) => {
    expect(addressOf(proxy, forwarded)).toBe(proxy);
  });

  test('is known as a proxy in each of its forms', () => {
    for (const from of ['::ffff:10.0.0.1', '::FFFF:10.0.0.1', '10.0.0.2', '2001:db8::a'])
      expect(addressOf(from, '192.0.2.1')).toBe('192.0.2.1');
  });

  test('is the one that it came from, whatever somebody tells who is no proxy', () => {
    expect(addressOf('192.0.2.7', '6.6.6.6')).toBe('192.0.2.7');
    expect(createAddressOf([proxy])(undefined)).toBe('unknown');
  });
});
