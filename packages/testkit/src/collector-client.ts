import type { Problem, ScoreTable } from '@milepost/protocol';

/** An answer of a collector; a problem's fields are there when it is one. */
export interface Reply<T> {
  status: number;
  headers: Headers;
  body: T & Partial<Problem>;
}

export interface Acknowledgement {
  accepted: number;
  repeated: number;
  rejected: { id: string | null; code: string; detail: string }[];
}

export interface ImportReport {
  accepted: number;
  repeated: number;
  rejected: number;
  faults: { line: number; code: string; detail: string }[];
}

export interface PushedProgram {
  revision: number | null;
  dryRun: boolean;
  surveys: Record<string, number>;
  changes: Record<'touchpoints' | 'surveys', Record<'added' | 'removed' | 'changed', string[]>> & {
    settings: string[];
  };
}

export interface Address {
  url: string;
  publicKey: string;
  secretKey: string;
}

/** Talks to a collector as an SDK and as an analyst do. */
export interface CollectorClient extends Address {
  request<T = object>(path: string, init?: RequestInit): Promise<Reply<T>>;
  /** `POST /v1/responses`. An object gets the public key if it has none; a text or bytes go as they are. */
  post(
    envelope: object | string | Uint8Array<ArrayBuffer>,
    headers?: Record<string, string>,
  ): Promise<Reply<Acknowledgement>>;
  /** `PUT /v1/program`; `query` such as `?dryRun=true`. */
  putProgram(
    document: object | string,
    extras?: { query?: string; headers?: Record<string, string> },
  ): Promise<Reply<PushedProgram>>;
  scores(parameters: Record<string, string>): Promise<Reply<ScoreTable>>;
  /** `POST /v1/import` of one JSON text a line; a text goes as it is. */
  importLines(
    lines: readonly object[] | string,
    headers?: Record<string, string>,
  ): Promise<Reply<ImportReport>>;
}

export function createCollectorClient({ url, publicKey, secretKey }: Address): CollectorClient {
  const secret = { Authorization: `Bearer ${secretKey}` };
  const request = async <T>(path: string, init: RequestInit = {}) =>
    replyOf<T>(await fetch(`${url}${path}`, init));
  return {
    url,
    publicKey,
    secretKey,
    request,
    post: (envelope, headers = {}) =>
      request('/v1/responses', {
        method: 'POST',
        body: isBody(envelope) ? envelope : JSON.stringify({ key: publicKey, ...envelope }),
        headers: { 'Content-Type': 'text/plain', ...headers },
      }),
    putProgram: (document, { query = '', headers = {} } = {}) =>
      request(`/v1/program${query}`, {
        method: 'PUT',
        body: isBody(document) ? document : JSON.stringify(document),
        headers: { ...secret, 'Content-Type': 'application/json', ...headers },
      }),
    scores: (parameters) => request(`/v1/scores?${new URLSearchParams(parameters)}`, { headers: secret }),
    importLines: (lines, headers = {}) =>
      request('/v1/import', {
        method: 'POST',
        body: typeof lines === 'string' ? lines : lines.map((line) => JSON.stringify(line)).join('\n'),
        headers: { ...secret, 'Content-Type': 'application/x-ndjson', ...headers },
      }),
  };
}

function isBody(content: object | string): content is string | Uint8Array<ArrayBuffer> {
  return typeof content === 'string' || content instanceof Uint8Array;
}

async function replyOf<T>(response: Response): Promise<Reply<T>> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = text !== '' && /^application\/(problem\+)?json\b/.test(headers.get('Content-Type') ?? '');
  return { status, headers, body: (isJson ? JSON.parse(text) : text) as T & Partial<Problem> };
}
