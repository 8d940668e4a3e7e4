import { BlockList, isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Finds the address that a request comes from; behind a trusted proxy, the one that the proxy names. */
export type ClientAddress = (c: Context) => string;

/** @param trusted - addresses of proxies whose `X-Forwarded-For` counts */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const proxies = new BlockList();
  for (const address of trusted) proxies.addAddress(address, family(address));
  const isProxy = (address: string) => isIP(address) !== 0 && proxies.check(address, family(address));
  return (c) => {
    const direct = plain(peerAddress(c));
    if (!isProxy(direct)) return direct;
    // Each proxy appends whom it saw, so the client is the last one that is not a proxy of ours.
    const hops = (c.req.header('X-Forwarded-For') ?? '').split(',').map((hop) => hop.trim());
    return hops.findLast((hop) => isIP(hop) !== 0 && !isProxy(hop)) ?? direct;
  };
}

function peerAddress(c: Context): string {
  // Without a socket (a request made inside the process) there is no address.
  return (c.env as { incoming?: unknown } | undefined)?.incoming
    ? (getConnInfo(c).remote.address ?? 'unknown')
    : 'unknown';
}

function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
