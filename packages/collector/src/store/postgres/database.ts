import { createHash } from 'node:crypto';
import pg from 'pg';
import { StoreUnavailable } from '../store.ts';
import { failureOf, isCollision } from './failure.ts';
import { fromStored, toStored } from './text.ts';

/** Statements on one connection, or each on any of the pool. */
export interface Connection {
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** How many rows it has changed. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

/** Locks by name that a transaction holds to its end. */
export interface Locks {
  shared?: readonly string[];
  exclusive?: readonly string[];
}

export interface PostgresDatabase {
  pool: pg.Pool;
  /** Each statement on any connection. */
  read: Connection;
  /**
   * One transaction, taken back as a whole when the work throws, and tried again when it collided with another. The
   * locks are there before its first statement looks.
   *
   * @throws StoreUnavailable when PostgreSQL cannot do it now
   */
  atomically<T>(locks: Locks, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Reads everything as it was at one instant. */
  snapshot<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
}

/** How long things may take, in milliseconds; 0 for any time. */
export interface Waits {
  connect: number;
  lock: number;
  statement: number;
  idleInTransaction: number;
  answer: number;
}

/** A statement of ours reads or writes a page; what takes longer waits, or was forgotten. */
const shortWaits: Waits = {
  connect: 5_000,
  lock: 5_000,
  statement: 30_000,
  idleInTransaction: 30_000,
  answer: 35_000,
};

/** Of what is done once, when a database is brought up to date, and of who waits for another to do it. */
export const endlessWaits: Waits = { ...shortWaits, lock: 0, statement: 0, idleInTransaction: 0, answer: 0 };

/**
 * Set on every connection, whatever the role, the database or the address say: a commit is on the disk when it returns,
 * and what a statement means does not depend on settings. Without bitmaps pages are read in the order of their index,
 * even before the tables were analysed. A long read adds up in memory, and leaves the other processors to the intake.
 */
const sessionOf = (
  waits: Waits,
) => `set synchronous_commit = on; set default_transaction_isolation = 'read committed';
  set search_path = public, pg_temp; set timezone = 'UTC';
  set statement_timeout = ${waits.statement}; set lock_timeout = ${waits.lock};
  set idle_in_transaction_session_timeout = ${waits.idleInTransaction}; set jit = off;
  set enable_bitmapscan = off; set work_mem = '32MB'; set max_parallel_workers_per_gather = 0`;

const tries = 5;

const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.TEXT]: fromStored,
};

/** A pool of connections. Nothing connects before it is asked. */
export function createPool(url: string, waits: Waits = shortWaits): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'milepost',
    max: 10,
    connectionTimeoutMillis: waits.connect,
    query_timeout: waits.answer,
    keepAlive: true,
    types: { getTypeParser: (oid: number, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format) },
    onConnect: async (client) => {
      await client.query(sessionOf(waits));
    },
  });
  // A connection that breaks leaves the pool, and the statement that it was about tells: the event is told in vain, but
  // one that nobody listens to ends the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export function createDatabase(pool: pg.Pool): PostgresDatabase {
  const once = async <T>(begin: string, work: (connection: Connection) => Promise<T>): Promise<T> => {
    const client = await connect(pool);
    try {
      await client.query(begin);
      const result = await work(connectionOf((query) => client.query(query)));
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      const cause = error instanceof StoreUnavailable ? error.cause : error;
      await (isAnswer(cause) ? client.query('rollback') : Promise.reject(error)).then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  };
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let left = tries; ; left--)
      try {
        return await work();
      } catch (error) {
        if (left === 1 || !isCollision(error)) throw failureOf(error);
      }
  };
  return {
    pool,
    read: connectionOf((query) => onAny(pool, query)),
    atomically: (locks, work) => again(() => once(`begin; ${lockStatements(locks)}`, work)),
    snapshot: (work) => again(() => once('begin isolation level repeatable read read only', work)),
  };
}

/** Whatever the reason why nobody answers: it is not what was asked. */
async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new StoreUnavailable(`PostgreSQL: ${(error as Error).message}`, { cause: error });
  }
}

async function onAny(pool: pg.Pool, query: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await connect(pool);
  try {
    const result = await client.query(query);
    client.release();
    return result;
  } catch (error) {
    client.release(!isAnswer(error));
    throw error;
  }
}

/** Nobody knows where a connection stands that failed by anything but an answer: it is thrown away. */
function isAnswer(error: unknown): boolean {
  return error instanceof pg.DatabaseError;
}

function connectionOf(send: (query: pg.QueryConfig) => Promise<pg.QueryResult>): Connection {
  const query = (text: string, values: readonly unknown[] = []) =>
    send({
      text,
      values: values.map((value) => (typeof value === 'string' ? toStored(value) : value)),
      // Parsed and planned once a connection.
      name: nameOf(text),
    }).catch((error: unknown) => {
      // A collision has to be seen where the transaction can be tried again.
      throw isCollision(error) ? error : failureOf(error);
    });
  return {
    rows: async <Row>(text: string, values?: readonly unknown[]) => (await query(text, values)).rows as Row[],
    run: async (text, values) => (await query(text, values)).rowCount ?? 0,
  };
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}

/** Always in the order of their numbers, so that nobody waits for one who waits for him. */
function lockStatements({ shared = [], exclusive = [] }: Locks): string {
  const modes = new Map<number, string>();
  for (const name of shared) modes.set(lockNumber(name), 'pg_advisory_xact_lock_shared');
  for (const name of exclusive) modes.set(lockNumber(name), 'pg_advisory_xact_lock');
  return [...modes]
    .sort(([a], [b]) => a - b)
    .map(([number, lock]) => `select ${lock}(${lockSpace}, ${number})`)
    .join('; ');
}

/** What sets our locks apart from anybody else's on the server. */
const lockSpace = 0x6d70;

/** Under which numbers `pg_locks` shows a lock. */
export function lockKey(name: string): { space: number; number: number } {
  return { space: lockSpace, number: lockNumber(name) };
}

/** Two names that share a number wait for each other without need, and that is all. */
function lockNumber(name: string): number {
  return createHash('sha256').update(name).digest().readInt32BE();
}

/** Holds off whoever changes the project as a whole; shared by those who only add to it. */
export function projectLock(project: string): string {
  return `project ${project}`;
}
