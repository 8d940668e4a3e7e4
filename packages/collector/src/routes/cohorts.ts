import { cohortQuery } from '@milepost/protocol';
import type { Hono } from 'hono';
import { readCohorts } from '../reading/cohorts/cohorts.ts';
import type { Services } from '../services.ts';
import { analysisRoutes } from './analysis.ts';

/** `GET /v1/cohorts`: a score by when somebody came, and how long ago that was. */
export function cohortRoutes(services: Services): Hono {
  const columns = ['vintage', 'age', 'n', 'score', 'low', 'high', 'partial'];
  return analysisRoutes(services, {
    query: cohortQuery,
    read: readCohorts,
    csv: { name: 'cohorts', rows: ({ rows }) => rows, columns },
  });
}
