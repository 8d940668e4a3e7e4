import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { clockFinding } from '../clock-finding.ts';
import type { Finding } from '../store.ts';
import { migratedTo, readJournal } from './migrate.ts';
import type { Reader } from './reader.ts';

interface Inspected {
  file: string;
  connection: Database;
  reader: Reader;
  clock: () => number;
}

/** What the file tells about itself. */
export async function inspect({ file, connection, reader, clock }: Inspected): Promise<Finding[]> {
  const sound = integrity(await reader.read('integrity', {}));
  return [
    sound,
    durability(connection),
    schema(connection),
    engine(connection),
    await log(file),
    await space(file),
    // Of a damaged file nothing more is asked than it takes to say so.
    ...(sound.level === 'passed' ? [clockFinding({ now: clock(), newest: newestReceived(connection) })] : []),
  ];
}

function integrity(faults: string[]): Finding {
  return faults.length === 0
    ? { check: 'integrity', detail: 'the file is sound', remedy: null, level: 'passed' }
    : {
        check: 'integrity',
        detail: `the file is damaged: ${faults.join('; ')}`,
        remedy:
          'stop the collector, keep the file, and put the last backup in its place; "milepost export" may still read what is newer',
        level: 'failed',
      };
}

function durability(connection: Database): Finding {
  const mode = String(connection.pragma('journal_mode', { simple: true }));
  const isFull = connection.pragma('synchronous', { simple: true }) === 2;
  const detail = `journal_mode ${mode}, synchronous ${isFull ? 'FULL' : 'less than FULL'}`;
  return mode === 'wal' && isFull
    ? { check: 'durability', detail, remedy: null, level: 'passed' }
    : {
        check: 'durability',
        detail,
        remedy: 'keep the file on a local disk: network file systems have no write-ahead log',
        level: 'failed',
      };
}

function schema(connection: Database): Finding {
  const tag = readJournal().find(({ when }) => when === migratedTo(connection))?.tag;
  return {
    check: 'schema',
    detail: tag ? `migrated to ${tag}` : 'another release has migrated the file meanwhile',
    remedy: tag ? null : 'restart the collector with the latest release',
    level: tag ? 'passed' : 'failed',
  };
}

/** What came before it could damage a file whose log was reset while another connection wrote (sqlite.org/wal.html). */
const soundEngine = [3, 51, 3] as const;

function engine(connection: Database): Finding {
  const version = String(connection.prepare('select sqlite_version()').pluck().get());
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const [needMajor, needMinor, needPatch] = soundEngine;
  const isSound = (major - needMajor || minor - needMinor || patch - needPatch) >= 0;
  return {
    check: 'engine',
    detail: `SQLite ${version}`,
    remedy: isSound ? null : `install a release of Milepost with SQLite ${soundEngine.join('.')} or newer`,
    level: isSound ? 'passed' : 'failed',
  };
}

function newestReceived(connection: Database): number | null {
  return connection.prepare<[], number | null>('select max(received) from responses').pluck().get() ?? null;
}

const mebibyte = 1024 * 1024;
/** A log that is never emptied has a reader that never ends. */
const largeLog = 256 * mebibyte;

async function log(file: string): Promise<Finding> {
  const size = await stat(`${file}-wal`).then(
    (found) => found.size,
    () => 0,
  );
  const isLarge = size > largeLog;
  return {
    check: 'log',
    detail: `the write-ahead log has ${Math.floor(size / mebibyte)} MiB`,
    remedy: isLarge ? 'end whatever has the file open beside the collector, or restart the collector' : null,
    level: isLarge ? 'warning' : 'passed',
  };
}

/** Less free space than this is told before, and when, nothing can be stored any more. */
const spaceLimits = { warning: 1024 * mebibyte, failed: 64 * mebibyte };

async function space(file: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dirname(file));
  const free = bavail * bsize;
  const level = free < spaceLimits.failed ? 'failed' : free < spaceLimits.warning ? 'warning' : 'passed';
  return {
    check: 'space',
    detail: `${Math.floor(free / mebibyte)} MiB are free where ${file} is`,
    remedy: level === 'passed' ? null : 'free some space, or move the file to a larger disk',
    level,
  };
}
