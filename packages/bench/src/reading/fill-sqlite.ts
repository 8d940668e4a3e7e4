import { openStore, revise } from '@milepost/collector';
import { cellColumns } from '../../../collector/src/store/cell-moves.ts';
import { createComments } from '../../../collector/src/store/sqlite/comments.ts';
import { openDatabase } from '../../../collector/src/store/sqlite/database.ts';
import { createResponseRows } from '../../../collector/src/store/sqlite/response-rows.ts';
import { articles, plans, regions } from './made-program.ts';
import { countAll, type MadeAnswers, madeRows } from './made-rows.ts';

type Connection = ReturnType<typeof openDatabase>['connection'];

const perStep = 20_000;

/** Fills a new SQLite store with made answers, past the intake: in bulk, the indexes last. */
export async function fillSqlite(file: string, made: MadeAnswers & { cellsOnly: boolean }): Promise<void> {
  const { known, total, counts } = made;
  const store = await openStore({ kind: 'sqlite', file }, Date.now);
  await store.ensureProject(known.project, 'Default');
  await store.putProgram(known.project, revise(null, known.program), null);
  await store.close();

  const { connection, segmentValues } = openDatabase(file);
  try {
    connection.pragma('journal_mode = MEMORY');
    connection.pragma('synchronous = OFF');
    connection.pragma('cache_size = -400000');
    const within = (work: () => void) => connection.transaction(work)();
    within(() => {
      for (const [segment, values] of Object.entries({
        plan: plans,
        region: regions,
        'fact:article': articles,
      }))
        for (const value of values) segmentValues.keeps(known.project, segment, value);
    });
    if (made.cellsOnly) countAll(made);
    else {
      const restore = dropIndexes(connection);
      const rows = createResponseRows(connection);
      const comments = createComments(connection);
      let changed = 0;
      for (const step of madeRows(made, perStep))
        within(() => {
          for (const row of step) {
            changed += 1;
            rows.insert(row, changed);
            comments.put(row, { had: false });
          }
        });
      connection.prepare('update projects set changes = ? where id = ?').run(total, known.project);
      restore();
    }
    within(() => insertAll(connection, { table: 'cells', rows: cellRows(made) }));
    within(() => insertAll(connection, { table: 'account_sums', rows: counts.accounts() }));
    connection.pragma('optimize = 0x10002');
    connection.pragma('journal_mode = WAL');
  } finally {
    connection.close();
  }
}

function* cellRows({ counts }: MadeAnswers) {
  for (const { counts: columns, ...cell } of counts.cells())
    yield { ...cell, ...Object.fromEntries(cellColumns.map((name, slot) => [name, columns[slot] ?? 0])) };
}

/** Returns a function that makes the indexes of the responses again, as they were. */
function dropIndexes(connection: Connection): () => void {
  const found = connection
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_master where type = 'index' and tbl_name = 'responses' and sql is not null`,
    )
    .all();
  for (const { name } of found) connection.exec(`drop index ${name}`);
  return () => {
    for (const { sql } of found) connection.exec(sql);
  };
}

function insertAll(connection: Connection, { table, rows }: { table: string; rows: Iterable<object> }): void {
  let insert: ReturnType<Connection['prepare']> | null = null;
  for (const row of rows) {
    if (!insert) {
      const names = Object.keys(row);
      insert = connection.prepare(
        `insert into ${table} (${names.join()}) values (${names.map((name) => `@${name}`).join()})`,
      );
    }
    insert.run(row);
  }
}
