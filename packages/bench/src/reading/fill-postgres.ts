import { openStore, revise } from '@milepost/collector';
import pg from 'pg';
import { cellColumns } from '../../../collector/src/store/cell-moves.ts';
import { integers, texts } from '../../../collector/src/store/postgres/arrays.ts';
import {
  createDatabase,
  createPool,
  type PostgresDatabase,
} from '../../../collector/src/store/postgres/database.ts';
import { insertResponses } from '../../../collector/src/store/postgres/responses.ts';
import { takeSegmentValues } from '../../../collector/src/store/postgres/segment-values.ts';
import { shardOf } from '../../../collector/src/store/postgres/shard.ts';
import { articles, plans, regions } from './made-program.ts';
import { countAll, type MadeAnswers, madeRows } from './made-rows.ts';

const perStep = 5_000;

/** Fills an empty PostgreSQL database with made answers, past the intake: in bulk, the indexes last. */
export async function fillPostgres(url: string, made: MadeAnswers & { cellsOnly: boolean }): Promise<void> {
  const { known, counts } = made;
  const store = await openStore({ kind: 'postgres', url }, Date.now);
  await store.ensureProject(known.project, 'Default');
  await store.putProgram(known.project, revise(null, known.program), null);
  await store.close();

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set statement_timeout = 0; set maintenance_work_mem = '512MB'");
  const database = createDatabase(createPool(url));
  try {
    const values = { plan: plans, region: regions, 'fact:article': articles };
    const places = Object.entries(values).flatMap(([segment, all]) =>
      all.map((value): [string, string, string] => [known.project, segment, value]),
    );
    await database.atomically({}, (connection) => takeSegmentValues(connection, places));
    if (made.cellsOnly) countAll(made);
    else {
      const restore = await dropIndexes(client);
      for (const rows of madeRows(made, perStep))
        await database.atomically({}, (connection) => insertResponses(connection, rows));
      await restore();
    }
    await insertAll(database, { table: 'cells', rows: cellRows(made) });
    await insertAll(database, { table: 'account_sums', rows: accountRows(counts.accounts()) });
    await client.query('vacuum (analyze)');
  } finally {
    await database.pool.end();
    await client.end();
  }
}

function* cellRows({ counts }: MadeAnswers) {
  for (const { counts: columns, project, bucket, ...cell } of counts.cells())
    yield {
      shard: shardOf(project, bucket),
      ...cell,
      ...Object.fromEntries(cellColumns.map((name, slot) => [name, columns[slot] ?? 0])),
    };
}

function* accountRows(sums: ReturnType<MadeAnswers['counts']['accounts']>) {
  for (const { project, bucket, ...sum } of sums) yield { shard: shardOf(project, bucket), ...sum };
}

/** Returns a function that makes the indexes of the responses again, as they were; that of the key stays. */
async function dropIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes where tablename = 'responses' and indexdef not like 'CREATE UNIQUE%'`,
  );
  for (const { indexname } of rows) await client.query(`drop index ${indexname}`);
  return async () => {
    for (const { indexdef } of rows) await client.query(indexdef);
  };
}

async function insertAll(
  database: PostgresDatabase,
  { table, rows }: { table: string; rows: Iterable<Record<string, string | number>> },
): Promise<void> {
  let step: Record<string, string | number>[] = [];
  const write = async () => {
    const names = Object.keys(step[0] ?? {});
    const isText = (name: string) => typeof step[0]?.[name] === 'string';
    const unnested = names.map((name, index) => `$${index + 1}::${isText(name) ? 'text' : 'int4'}[]`);
    const columns = names.map((name) =>
      isText(name)
        ? texts(step.map((row) => String(row[name])))
        : integers(step.map((row) => Number(row[name]))),
    );
    await database.atomically({}, (connection) =>
      connection.run(
        `insert into ${table} (${names.join()}) select * from unnest(${unnested.join()})`,
        columns,
      ),
    );
    step = [];
  };
  for (const row of rows) {
    step.push(row);
    if (step.length === 10_000) await write();
  }
  if (step.length > 0) await write();
}
