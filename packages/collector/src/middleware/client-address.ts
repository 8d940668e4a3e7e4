import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';

/** Finds the address that a request comes from; behind a trusted proxy, the one that the proxy names. */
export type ClientAddress = (c: Context) => string;

/** The same of a request as Node has it; undefined for one without a socket, made inside the process. */
export type AddressOf = (incoming: Peer | undefined) => string;

type Peer = Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } };

/** @param trusted - addresses of proxies whose `X-Forwarded-For` counts */
export function createAddressOf(trusted: readonly string[]): AddressOf {
  const proxies = new BlockList();
  for (const address of trusted.map(plain)) proxies.addAddress(address, family(address));
  const isProxy = (address: string) =>
    trusted.length > 0 && isIP(address) !== 0 && proxies.check(address, family(address));
  return (incoming) => {
    const direct = plain(incoming?.socket.remoteAddress ?? 'unknown');
    if (!incoming || !isProxy(direct)) return direct;
    // Each proxy appends whom it saw, so the client is the last one that is not a proxy of ours. What stands before
    // that one is the client's own invention, whatever that one is.
    const hops = [incoming.headers['x-forwarded-for'] ?? []].flat().join().split(',');
    const named = hops.map((hop) => plain(withoutPort(hop.trim())));
    const client = named.findLast((hop) => !isProxy(hop));
    return client !== undefined && isIP(client) !== 0 ? client : direct;
  };
}

export function createClientAddress(addressOf: AddressOf): ClientAddress {
  return (c) => addressOf(incomingOf(c));
}

/** The request as Node has it; undefined for one that was made inside the process. */
export function incomingOf(c: Context): IncomingMessage | undefined {
  return (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
}

/** Of `192.0.2.1:4711` and `[2001:db8::1]:4711`, the address. */
function withoutPort(hop: string): string {
  const [, bracketed, dotted] = /^(?:\[(.*)\]|([\d.]+))(?::\d+)?$/.exec(hop) ?? [];
  return bracketed ?? dotted ?? hop;
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=[\d.]+$)/i, '').toLowerCase();
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
