import { join } from 'node:path';
import { findProgram } from './find-program.ts';

/** A process of the cluster. */
interface Part {
  name: string;
  command: string;
  arguments: string[];
}

/** What is needed, or what is missing and what to do about it. */
export type Plan =
  | { missing: string[] }
  | {
      missing: null;
      proxy: Part /** Null when `MILEPOST_STORE` names one that runs. */;
      postgres: Postgres | null;
    };

/** The programs of a PostgreSQL server that is started for the example alone. */
export interface Postgres {
  initdb: string;
  server: string;
}

interface Found {
  /** Folders that programs are looked for in. */
  folders: readonly string[];
  /** `MILEPOST_STORE`, when it is given. */
  store: string | undefined;
  /** This example's folder, and one for files that may go. */
  here: string;
  scratch: string;
}

/** Finds what the cluster is made of: Caddy before nginx, and a PostgreSQL server unless one is given. */
export function planCluster({ folders, store, here, scratch }: Found): Plan {
  const missing: string[] = [];
  const proxy = findProxy(folders, { here, scratch });
  if (!proxy) missing.push('a proxy: install Caddy (https://caddyserver.com) or nginx');
  if (store !== undefined && !/^postgres(ql)?:\/\//.test(store))
    missing.push(
      'a PostgreSQL store: MILEPOST_STORE must be postgres://…, since a SQLite file has one collector',
    );
  const [initdb, server] = [findProgram('initdb', folders), findProgram('postgres', folders)];
  const postgres = initdb && server ? { initdb, server } : null;
  if (store === undefined && !postgres)
    missing.push('PostgreSQL: install its server, or let MILEPOST_STORE name a database: postgres://…');
  if (!proxy || missing.length > 0) return { missing };
  return { missing: null, proxy, postgres: store === undefined ? postgres : null };
}

function findProxy(
  folders: readonly string[],
  { here, scratch }: Pick<Found, 'here' | 'scratch'>,
): Part | null {
  const caddy = findProgram('caddy', folders);
  if (caddy)
    return {
      name: 'caddy',
      command: caddy,
      arguments: ['run', '--config', join(here, 'Caddyfile'), '--adapter', 'caddyfile'],
    };
  const nginx = findProgram('nginx', folders);
  return nginx
    ? { name: 'nginx', command: nginx, arguments: ['-p', scratch, '-c', join(here, 'nginx.conf')] }
    : null;
}
