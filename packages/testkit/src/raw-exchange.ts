import { connect } from 'node:net';

/** What came back over a bare socket. */
export interface RawExchange {
  /** Everything that was received before the connection ended. */
  text: string;
  /** Null when the connection ended in an orderly way; `ECONNRESET` and so on when it did not. */
  error: string | null;
}

/**
 * Sends bytes to a server as a client does that writes all it has before it reads, and resolves when the connection
 * has ended. What was received before a reset is lost, as it is for such a client.
 *
 * @throws Error when the connection is still there after ten seconds
 */
export async function rawExchange(url: string, request: string | Uint8Array): Promise<RawExchange> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const received: Buffer[] = [];
  const text = () => Buffer.concat(received).toString('utf8');
  let error: string | null = null;
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the connection was kept; received: ${text()}`));
    }, 10_000);
    socket.pause();
    socket.on('data', (part) => received.push(part));
    socket.on('error', (cause: NodeJS.ErrnoException) => {
      error = cause.code ?? cause.message;
    });
    socket.on('close', () => {
      clearTimeout(deadline);
      resolve({ text: text(), error });
    });
    socket.write(request, () => socket.resume());
  });
}
