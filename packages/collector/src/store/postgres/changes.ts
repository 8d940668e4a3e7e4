import type { ChangedResponse } from '../store.ts';
import { type Connection, lockKey, projectLock } from './database.ts';
import { type ListedColumns, listedColumns, listedResponses } from './kept-responses.ts';

/**
 * Up to which transaction everything of a project is committed or was given up: whatever shows later has a later number.
 *
 * Whoever changes responses holds the project's lock from before he gets his number until after his commit shows, and
 * both the lock and the number are seen in one look at the locks. So whoever of those that were running when the
 * snapshot was taken is not seen there has ended, and what is read after this statement shows what he did. One who has
 * the lock and no number yet may get any of those that were given since: then all that run count. Others than the
 * project's do not hold it up, however long they take.
 */
const horizonQuery = `
  with look as materialized (select pg_current_snapshot() as now),
    locks as materialized (select * from pg_locks),
    writers as materialized (
      select n.transactionid from locks as l left join locks as n on n.locktype = 'transactionid'
        and n.mode = 'ExclusiveLock' and n.granted and n.virtualtransaction = l.virtualtransaction
      where l.locktype = 'advisory' and l.granted and l.objsubid = 2
        and l.database = (select oid from pg_database where datname = current_database())
        and l.classid = $1::int8::oid and l.objid = $2::int8::oid)
  select pg_snapshot_xmax(now)::text as ahead, case
    when exists (select 1 from writers where transactionid is null) then pg_snapshot_xmin(now)
    else coalesce(
      (select min(running) from pg_snapshot_xip(now) as running
       where running::xid in (select transactionid from writers)),
      pg_snapshot_xmax(now)) end::text as horizon
  from look`;

interface Horizon {
  horizon: string;
  /** No transaction had this number yet. */
  ahead: string;
}

interface Row extends ListedColumns {
  changed: string;
}

/**
 * Responses in the order of the transactions that stored or changed them last, as far as no other can come before them.
 * `read` takes a new snapshot for each statement.
 */
export async function readChanges(
  read: Connection,
  project: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ rows: ChangedResponse[]; next: string }> {
  const { space, number } = lockKey(projectLock(project));
  const [found] = await read.rows<Horizon>(horizonQuery, [space, number >>> 0]);
  if (!found) throw new Error('the snapshot tells no transactions');
  const { horizon, ahead } = found;
  const [, changed, id = ''] = /^(\d{1,19}):(.*)$/s.exec(after ?? '') ?? [];
  // A place ahead of all is of the database that this one was restored from.
  if (changed === undefined || BigInt(changed) > BigInt(ahead)) return { rows: [], next: cursorOf(horizon) };
  const rows = await read.rows<Row>(
    `select ${listedColumns}, r.changed::text as changed from responses as r
     where r.project = $1 and (r.changed, r.id) > ($2::xid8, $3) and r.changed < $4::xid8
     order by r.changed, r.id limit $5`,
    [project, changed, id, horizon, limit],
  );
  const listed = await listedResponses(read, project, rows);
  const told = listed.map(
    (one, index): ChangedResponse => ({
      ...one,
      cursor: cursorOf(rows[index]?.changed ?? changed, one.state.id),
    }),
  );
  return { rows: told, next: told.at(-1)?.cursor ?? cursorOf(changed, id) };
}

/** Without an id it stands before all that the transaction did. */
function cursorOf(changed: string, id = ''): string {
  return `${changed}:${id}`;
}
