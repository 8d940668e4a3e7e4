import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A client that can misbehave: bytes go out as they are given, and what comes back is gathered. */
export interface Peer {
  socket: Socket;
  write(text: string): void;
  /** Everything received so far. */
  received(): string;
  /** Resolves to how long the connection lived, in milliseconds, when the other side has ended it. */
  closed: Promise<number>;
  /** Writes a text one byte at a time, until the connection is gone. */
  drip(text: string, everyMs: number): Promise<void>;
}

export async function connectPeer(url: string): Promise<Peer> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
  const begun = performance.now();
  let text = '';
  let isGone = false;
  socket.on('data', (part) => {
    text += part.toString('latin1');
  });
  // A reset tells by `close` too.
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => {
    const gone = () => {
      isGone = true;
      socket.destroy();
      resolve(performance.now() - begun);
    };
    socket.on('end', gone).on('close', gone);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject);
  });
  return {
    socket,
    write: (bytes) => socket.write(bytes),
    received: () => text,
    closed,
    drip: async (bytes, everyMs) => {
      for (const byte of bytes) {
        if (isGone) return;
        socket.write(byte);
        await wait(everyMs);
      }
    },
  };
}

/** The head of a request, with the blank line that ends it. */
export function headOf(method: string, path: string, ...headers: string[]): string {
  return [`${method} ${path} HTTP/1.1`, 'Host: collector', ...headers, '', ''].join('\r\n');
}
