import { connect, type Socket } from 'node:net';

/** An HTTP answer, as it came. */
export interface HttpAnswer {
  status: number;
  /** The status line and the headers. */
  head: string;
  body: string;
}

/** A connection that takes the next request before the last one is answered. */
export interface Connection {
  /** @throws Error when the connection ends without an answer to this request */
  send(request: Uint8Array): Promise<HttpAnswer>;
  /** False once the other side has said that it will close. */
  isOpen(): boolean;
  close(): void;
}

interface Pending {
  resolve(answer: HttpAnswer): void;
  reject(error: Error): void;
}

/** The connection ended before a request was answered. */
export class Unanswered extends Error {
  override name = 'Unanswered';
}

export function createConnection(url: string): Connection {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const pending: Pending[] = [];
  let received = Buffer.alloc(0);
  let open = true;
  const end = (cause: string) => {
    open = false;
    for (const { reject } of pending.splice(0)) reject(new Unanswered(cause));
  };
  socket.on('data', (part) => {
    received = received.length === 0 ? part : Buffer.concat([received, part]);
    for (let taken = takeAnswer(received); taken; taken = takeAnswer(received)) {
      received = received.subarray(taken.length);
      if (/\r\nconnection: close/i.test(taken.answer.head)) open = false;
      pending.shift()?.resolve(taken.answer);
    }
  });
  socket.on('error', (error) => end(error.message));
  socket.on('close', () => end('closed'));
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        pending.push({ resolve, reject });
        if (open) socket.write(request);
        else end('closed before it was sent');
      }),
    isOpen: () => open,
    close: () => socket.destroy(),
  };
}

/** The first whole answer of what was received. */
function takeAnswer(received: Buffer): { answer: HttpAnswer; length: number } | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = received.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const start = headEnd + 4;
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined || status === 100 || status === 204) {
    const end = start + Number(length ?? 0);
    if (received.length < end) return null;
    return { answer: { status, head, body: received.toString('utf8', start, end) }, length: end };
  }
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const line = received.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(received.toString('latin1', at, line), 16);
    if (received.length < line + 2 + size + 2) return null;
    chunks.push(received.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
    if (size === 0)
      return { answer: { status, head, body: Buffer.concat(chunks).toString('utf8') }, length: at };
  }
}
