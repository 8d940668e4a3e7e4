import type { Finding } from '../store.ts';
import type { Connection } from './database.ts';

/** The oldest major version that is tested. */
const oldestVersion = 15;
/** Clocks of two machines that are further apart make "later" depend on who is asked. */
const clockToleranceMs = 2_000;

interface Row {
  version: string;
  number: number;
  commit: string;
  fsync: string;
  pages: string;
  now: number;
  bytes: number;
  connections: number;
  reserved: number;
  most: number;
  standby: boolean;
}

/** What the database can tell about itself. */
export async function inspect(connection: Connection, clock: () => number): Promise<Finding[]> {
  const asked = clock();
  const [row] = await connection.rows<Row>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int4 as number,
       current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync,
       current_setting('full_page_writes') as pages,
       (extract(epoch from clock_timestamp()) * 1000)::int8 as now,
       pg_database_size(current_database()) as bytes,
       (select count(*) from pg_stat_activity where backend_type = 'client backend') as connections,
       current_setting('superuser_reserved_connections')::int4 as reserved,
       current_setting('max_connections')::int4 as most, pg_is_in_recovery() as standby`,
  );
  if (!row) return [];
  const answered = clock();
  return [
    version(row),
    durability(row),
    writable(row),
    clockDifference(row, asked, answered),
    connections(row),
    size(row),
  ];
}

const passed = (check: string, detail: string): Finding => ({ check, detail, remedy: null, level: 'passed' });

function version({ version: text, number }: Row): Finding {
  const detail = `PostgreSQL ${text}`;
  return number >= oldestVersion * 10_000
    ? passed('version', detail)
    : {
        check: 'version',
        detail,
        remedy: `upgrade PostgreSQL to ${oldestVersion} or later`,
        level: 'warning',
      };
}

function durability({ commit, fsync, pages }: Row): Finding {
  const detail = `fsync ${fsync}, full_page_writes ${pages}, synchronous_commit ${commit}`;
  return fsync === 'on' && pages === 'on' && commit === 'on'
    ? passed('durability', detail)
    : {
        check: 'durability',
        detail,
        remedy: 'set fsync and full_page_writes to on in postgresql.conf and reload it',
        level: 'failed',
      };
}

function writable({ standby }: Row): Finding {
  return standby
    ? {
        check: 'writable',
        detail: 'the server is a standby, which takes no writes',
        remedy: 'let MILEPOST_STORE name the primary',
        level: 'failed',
      }
    : passed('writable', 'the server takes writes');
}

/** The server looked at its clock between our two looks at ours. */
function clockDifference({ now }: Row, asked: number, answered: number): Finding {
  const off = now < asked ? now - asked : Math.max(0, now - answered);
  const detail = `the server's clock is ${Math.abs(off)} ms ${off < 0 ? 'behind' : 'ahead of'} this one`;
  return Math.abs(off) <= clockToleranceMs
    ? passed('clock', detail)
    : { check: 'clock', detail, remedy: 'synchronise both clocks, with NTP for example', level: 'warning' };
}

function connections({ connections: used, most, reserved }: Row): Finding {
  const room = most - reserved;
  const detail = `${used} of ${room} connections are in use`;
  return used <= room * 0.8
    ? passed('connections', detail)
    : {
        check: 'connections',
        detail,
        remedy: 'raise max_connections; each collector takes up to 10',
        level: 'warning',
      };
}

function size({ bytes }: Row): Finding {
  return passed('size', `the database has ${(bytes / 2 ** 20).toFixed(1)} MiB`);
}
