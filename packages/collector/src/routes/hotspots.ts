import { hotspotQuery } from '@milepost/protocol';
import type { Hono } from 'hono';
import { readHotspots } from '../reading/hotspots/hotspots.ts';
import type { Services } from '../services.ts';
import { analysisRoutes } from './analysis.ts';

/** `GET /v1/hotspots`: where it hurts, and whether that is more than chance. */
export function hotspotRoutes(services: Services): Hono {
  const columns = ['n', 'score', 'low', 'high', 'rest', 'effect', 'p', 'adjusted', 'flag'];
  return analysisRoutes(services, {
    query: hotspotQuery,
    read: readHotspots,
    csv: { name: 'hotspots', rows: ({ rows }) => rows, columns },
  });
}
