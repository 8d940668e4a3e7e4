import { scorecardQuery } from '@milepost/protocol';
import type { Hono } from 'hono';
import { readScorecard } from '../reading/scorecard/read-scorecard.ts';
import type { Services } from '../services.ts';
import { analysisRoutes } from './analysis.ts';

/** `GET /v1/scorecard`: all metrics of every stage and touchpoint, and of all of them together. */
export function scorecardRoutes(services: Services): Hono {
  return analysisRoutes(services, { query: scorecardQuery, read: readScorecard });
}
