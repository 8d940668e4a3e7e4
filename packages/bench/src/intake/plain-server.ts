import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What nobody can leave out: HTTP, and reading the same JSON. A process of its own. */
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { responses } = JSON.parse(Buffer.concat(parts).toString()) as { responses: unknown[] };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ accepted: responses.length, repeated: 0, rejected: [] }));
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
