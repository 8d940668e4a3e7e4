import { randomUUID } from 'node:crypto';
import { databaseUrl, dropTestDatabases, startPostgres, templateVariable } from './postgres.ts';

/**
 * Before the first test of a run that needs PostgreSQL: the server that `MILEPOST_TEST_POSTGRES` names, by an address
 * with the right to create databases, or one of the run's own.
 */
export async function setup(): Promise<() => Promise<void>> {
  const given = process.env['MILEPOST_TEST_POSTGRES'];
  const own = given ? null : await startPostgres();
  const template = databaseUrl(given ?? own?.url ?? '', `milepost_test_${randomUUID().slice(0, 8)}`);
  process.env[templateVariable] = template;
  return async () => {
    if (own) await own[Symbol.asyncDispose]();
    else await dropTestDatabases(template);
  };
}
