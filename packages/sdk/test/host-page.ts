import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Files of a page by their path; `/` is the page itself. */
export type Files = Record<string, { type: string; body: string }>;

export interface HostPage extends AsyncDisposable {
  url: string;
}

/** Serves a host's page under a content security policy. */
export async function serveHostPage(files: Files, policy: string): Promise<HostPage> {
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://host').pathname];
    response.writeHead(file ? 200 : 404, {
      'Content-Type': file?.type ?? 'text/plain',
      'Content-Security-Policy': policy,
    });
    response.end(file?.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
