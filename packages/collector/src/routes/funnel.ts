import { funnelQuery } from '@milepost/protocol';
import type { Hono } from 'hono';
import { readFunnelTable } from '../reading/funnel-table/read-funnel-table.ts';
import type { Services } from '../services.ts';
import { analysisRoutes } from './analysis.ts';

/** `GET /v1/funnel`: what became of prompts, from the trigger to the last answer. */
export function funnelRoutes(services: Services): Hono {
  const columns = [
    'period',
    'triggered',
    'eligible',
    'shown',
    'started',
    'completed',
    'dismissed',
    'ignored',
    'open',
  ];
  return analysisRoutes(services, {
    query: funnelQuery,
    read: readFunnelTable,
    csv: { name: 'funnel', rows: ({ rows }) => rows, columns },
  });
}
