import { type RejectionCode, rejectionCodes } from '@milepost/protocol';
import { createDistribution } from './distribution.ts';
import type { Family, Sample } from './exposition.ts';

/** What waits to be stored. */
export interface QueueDepth {
  responses: number;
  bytes: number;
}

/** What the collector counts of itself. Nothing is told apart by key, person or address. */
export interface Metrics {
  /** A request was answered; `route` is a pattern such as `/v1/people/:id`. */
  answered(request: { method: string; route: string; status: number }): void;
  accepted(count: number): void;
  repeated(count: number): void;
  rejected(code: RejectionCode): void;
  /** A commit succeeded, with so many responses in it. */
  committed(commit: { seconds: number; responses: number }): void;
  /** The store could not do what was asked; `operation` is a method of the port. */
  storeFailed(operation: string): void;
  /** Where the depth of the queue is asked for at every scrape. */
  watchQueue(depth: () => QueueDepth): void;
  /** Everything in the text format of Prometheus. */
  exposition(): Promise<{ type: string; text: string }>;
}

const commitSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const commitResponses = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

/**
 * Counters of one collector. They are plain numbers until somebody asks: the library that writes them takes 20 MB and
 * a tenth of a second to load, which a collector that nobody scrapes is spared.
 *
 * @example
 * const metrics = createMetrics();
 * metrics.accepted(2);
 * (await metrics.exposition()).text; // … milepost_responses_accepted_total 2 …
 */
export function createMetrics(): Metrics {
  let [accepted, repeated] = [0, 0];
  // What is there from the start can be alerted on from the first one.
  const rejected = new Map<string, number>(rejectionCodes.map((code) => [code, 0]));
  const storeErrors = new Map<string, number>([
    ['record', 0],
    ['ping', 0],
  ]);
  const requests = new Map<string, number>();
  const seconds = createDistribution(commitSeconds);
  const responses = createDistribution(commitResponses);
  let depth = (): QueueDepth => ({ responses: 0, bytes: 0 });

  const families: Family[] = [
    {
      name: 'milepost_responses_accepted_total',
      help: 'Responses that were new or changed something',
      type: 'counter',
      samples: () => [{ value: accepted }],
    },
    {
      name: 'milepost_responses_repeated_total',
      help: 'Responses that changed nothing',
      type: 'counter',
      samples: () => [{ value: repeated }],
    },
    {
      name: 'milepost_responses_rejected_total',
      help: 'Responses that were refused, by code',
      type: 'counter',
      samples: () => labelled(rejected, (code) => ({ code })),
    },
    {
      name: 'milepost_queue_responses',
      help: 'Responses that wait to be stored',
      type: 'gauge',
      samples: () => [{ value: depth().responses }],
    },
    {
      name: 'milepost_queue_bytes',
      help: 'Bytes of the responses that wait to be stored',
      type: 'gauge',
      samples: () => [{ value: depth().bytes }],
    },
    {
      name: 'milepost_commit_seconds',
      help: 'Time that commits of responses took',
      type: 'histogram',
      samples: () => seconds.samples('milepost_commit_seconds'),
    },
    {
      name: 'milepost_commit_responses',
      help: 'Responses that were stored in one commit',
      type: 'histogram',
      samples: () => responses.samples('milepost_commit_responses'),
    },
    {
      name: 'milepost_store_errors_total',
      help: 'What the store could not do, by operation',
      type: 'counter',
      samples: () => labelled(storeErrors, (operation) => ({ operation })),
    },
    {
      name: 'milepost_http_requests_total',
      help: 'Requests that were answered, by route pattern and class of status',
      type: 'counter',
      samples: () =>
        labelled(requests, (key) => {
          const [method = '', route = '', status = ''] = key.split(' ');
          return { method, route, status };
        }),
    },
  ];

  let expose: Promise<() => Promise<{ type: string; text: string }>> | null = null;
  return {
    answered: ({ method, route, status }) =>
      raise(requests, `${method} ${route} ${Math.floor(status / 100)}xx`),
    accepted: (count) => {
      accepted += count;
    },
    repeated: (count) => {
      repeated += count;
    },
    rejected: (code) => raise(rejected, code),
    committed: (commit) => {
      seconds.add(commit.seconds);
      responses.add(commit.responses);
    },
    storeFailed: (operation) => raise(storeErrors, operation),
    watchQueue: (watched) => {
      depth = watched;
    },
    exposition: async () => {
      expose ??= import('./exposition.ts').then(({ createExposition }) => createExposition(families));
      return (await expose)();
    },
  };
}

function raise(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function labelled(counts: Map<string, number>, labels: (key: string) => Record<string, string>): Sample[] {
  return [...counts].map(([key, value]) => ({ labels: labels(key), value }));
}
