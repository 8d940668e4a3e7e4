import { chmod, mkdir, open, readdir, stat, writeFile } from 'node:fs/promises';
import { readSettings } from '@milepost/collector';
import {
  buildCsat,
  buildEnvelope,
  createTempFolder,
  milepost,
  startCollector,
  type TempFolder,
} from '@milepost/testkit';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../store/store.ts';
import { settingFindings } from './setting-findings.ts';

const doctor = async (folder: TempFolder, words: string[] = [], environment: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await milepost(['doctor', '--json', ...words], {
    folder: folder.path,
    environment: { MILEPOST_STORE: 'sqlite:milepost.db', ...environment },
  });
  expect(stderr).toBe('');
  return { code, findings: JSON.parse(stdout) as Finding[] };
};

const of = (findings: readonly Finding[], check: string) => findings.find((one) => one.check === check);

/** A collector with three answers on `milepost.db` of the folder. */
const start = async (folder: TempFolder) => {
  const collector = await startCollector({
    environment: { MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}` },
  });
  await collector.post(buildEnvelope({ responses: [buildCsat(3), buildCsat(4), buildCsat(5)] }));
  return collector;
};

describe('milepost doctor', () => {
  test('passes beside a collector that runs, and says what it has looked at', async () => {
    await using folder = await createTempFolder();
    await using collector = await start(folder);
    const { code, findings } = await doctor(folder);
    expect(code).toBe(0);
    expect(findings.map(({ check, level }) => [check, level])).toEqual([
      ['settings', 'passed'],
      ['store', 'passed'],
      ['integrity', 'passed'],
      ['durability', 'passed'],
      ['schema', 'passed'],
      ['engine', 'passed'],
      ['log', 'passed'],
      ['space', 'passed'],
      ['clock', 'passed'],
      ['cells of default', 'passed'],
    ]);
    expect((await collector.post(buildEnvelope({ responses: [buildCsat(1)] }))).status).toBe(200);
  });

  test('tells of damage on any page, and of the backup, without a stack', async () => {
    await using folder = await createTempFolder();
    const collector = await start(folder);
    await collector.stop();
    const file = folder.file('milepost.db');
    const pages = (await stat(file)).size / 4096;
    for (const page of [3, Math.floor(pages / 3), Math.floor(pages / 2), pages - 3]) {
      const damaged = await open(file, 'r+');
      await damaged.write(Buffer.alloc(4096, 0x5a), 0, 4096, page * 4096);
      await damaged.close();
      const { code, findings } = await doctor(folder);
      expect(code).toBe(1);
      const failed = findings.filter(({ level }) => level === 'failed');
      expect(failed.map(({ remedy }) => remedy)).toEqual([expect.stringContaining('backup')]);
      expect(of(findings, 'cells of default')).toBeUndefined();
    }
  });

  test('makes no store where there is none', async () => {
    await using folder = await createTempFolder();
    const { code, findings } = await doctor(folder);
    expect(code).toBe(1);
    expect(of(findings, 'store')).toMatchObject({
      level: 'failed',
      remedy: 'check MILEPOST_STORE, or start a collector, which makes it',
    });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('finds cells that are wrong, and with --rebuild counts them again and says what has changed', async () => {
    await using folder = await createTempFolder();
    await using collector = await start(folder);
    const database = new Database(folder.file('milepost.db'));
    database.exec("update cells set c4 = c4 + 7 where scale = '1..5' and dimension = ''");
    database.close();
    const found = await doctor(folder);
    expect(found.code).toBe(1);
    expect(of(found.findings, 'cells of default')).toMatchObject({ level: 'failed' });
    expect(of(found.findings, 'cells of default')?.remedy).toContain('milepost doctor --rebuild');
    expect(of(found.findings, 'cells of default')?.detail).toMatch(
      /^1 was wrong: .+ had 3:1 4:8 5:1, has 3:1 4:1 5:1$/,
    );
    const repaired = await doctor(folder, ['--rebuild']);
    expect(repaired.code).toBe(0);
    expect(of(repaired.findings, 'cells of default')?.detail).toMatch(/^counted again; 1 was wrong: .+ 4:8/);
    expect((await collector.counts({ metric: 'csat' })).body.rows).toMatchObject([{ n: 3 }]);
    expect((await doctor(folder)).code).toBe(0);
  });

  test('leaves a store of another release alone, and says what to do', async () => {
    await using folder = await createTempFolder();
    await (await start(folder)).stop();
    const database = new Database(folder.file('milepost.db'));
    database.exec('update __drizzle_migrations set created_at = created_at + 86400000000');
    const newer = await doctor(folder);
    expect([newer.code, of(newer.findings, 'store')?.remedy]).toEqual([
      1,
      'use that release, or restore a backup that this one has made',
    ]);
    database.exec(
      'delete from __drizzle_migrations where id > 1; update __drizzle_migrations set created_at = 1',
    );
    const older = await doctor(folder);
    expect([older.code, of(older.findings, 'store')?.remedy]).toEqual([
      1,
      'stop the collectors, back it up with that release, then run "milepost migrate"',
    ]);
    expect(database.prepare('select created_at from __drizzle_migrations').pluck().all()).toEqual([1]);
    database.close();
  });

  test('tells a file that is no database', async () => {
    await using folder = await createTempFolder();
    await writeFile(
      folder.file('milepost.db'),
      'not a database, but long enough to look like one'.repeat(99),
    );
    const { code, findings } = await doctor(folder);
    expect([code, of(findings, 'store')?.level]).toEqual([1, 'failed']);
    expect(of(findings, 'store')?.detail).toContain('cannot be opened: file is not a database');
  });

  test('tells a clock that stands behind what was received', async () => {
    await using folder = await createTempFolder();
    await (await start(folder)).stop();
    const database = new Database(folder.file('milepost.db'));
    database.exec('update responses set received = received + 360000000000');
    database.close();
    const { code, findings } = await doctor(folder);
    expect([code, of(findings, 'clock')?.level]).toEqual([1, 'failed']);
    expect(of(findings, 'clock')?.remedy).toBe(
      'set the clock of this machine by NTP; answers are dated by it',
    );
  });

  test('tells a setting that stops every start', async () => {
    await using folder = await createTempFolder();
    const { code, findings } = await doctor(folder, [], { MILEPOST_RATE: 'often' });
    expect(code).toBe(1);
    expect(findings).toMatchObject([{ check: 'settings', level: 'failed' }]);
    expect(findings[0]?.detail).toContain('MILEPOST_RATE: "often" is not a rate');
  });

  test('prints a table with the remedies for a person', async () => {
    await using folder = await createTempFolder();
    const { code, stdout } = await milepost(['doctor'], {
      folder: folder.path,
      environment: { MILEPOST_STORE: 'sqlite:milepost.db', MILEPOST_RATE: 'off' },
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^check +result +found -> remedy\nMILEPOST_RATE +warning +is off: .+ -> set it to 600\/min or so\n/,
    );
    expect(stdout).toMatch(/\n0 passed, 1 to look at, 1 failed\n$/);
  });
});

describe('the settings', () => {
  const findings = (environment: Record<string, string>, home = '/nowhere') =>
    settingFindings(readSettings(environment, { here: '/', home }), home).map(({ check, level }) => [
      check,
      level,
    ]);

  test.each([
    [{}, ['settings', 'passed']],
    [{ MILEPOST_ORIGINS: '*' }, ['MILEPOST_ORIGINS', 'warning']],
    [{ MILEPOST_HOST: '0.0.0.0' }, ['MILEPOST_ORIGINS', 'warning']],
    [{ MILEPOST_HOST: '0.0.0.0', MILEPOST_ORIGINS: 'https://a.example' }, ['settings', 'passed']],
    [{ MILEPOST_RATE: 'off' }, ['MILEPOST_RATE', 'warning']],
    [{ MILEPOST_LOG: 'trace' }, ['MILEPOST_LOG', 'warning']],
    [{ MILEPOST_LOG: 'silent' }, ['MILEPOST_LOG', 'warning']],
    [{ MILEPOST_PROGRAM: '/nowhere/program.json' }, ['MILEPOST_PROGRAM', 'failed']],
  ])('%o are told as %j', (environment, finding) => {
    expect(findings(environment)).toEqual([finding]);
  });

  test('a file of keys that others can read, and a program with a fault, fail', async () => {
    await using folder = await createTempFolder();
    await mkdir(folder.file('data'));
    await writeFile(folder.file('data/keys.env'), '', { mode: 0o600 });
    expect(findings({}, folder.path)).toEqual([['settings', 'passed']]);
    await chmod(folder.file('data/keys.env'), 0o644);
    expect(findings({}, folder.path)).toEqual([[folder.file('data/keys.env'), 'failed']]);
    await writeFile(folder.file('program.json'), '{}');
    expect(findings({ MILEPOST_PROGRAM: folder.file('program.json') })).toEqual([
      ['MILEPOST_PROGRAM', 'failed'],
    ]);
  });
});
