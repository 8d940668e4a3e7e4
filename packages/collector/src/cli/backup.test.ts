import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import {
  buildCsat,
  buildEnvelope,
  createTempFolder,
  milepost,
  startCollector,
  type TempFolder,
} from '@milepost/testkit';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

const backup = (folder: TempFolder, file = 'copy.db') =>
  milepost(['backup', file], { folder: folder.path, environment: { MILEPOST_STORE: 'sqlite:milepost.db' } });

const start = async (folder: TempFolder) => {
  const collector = await startCollector({
    environment: { MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}` },
  });
  await collector.post(buildEnvelope({ responses: [buildCsat(3), buildCsat(4)] }));
  return collector;
};

test('a backup is one file that only its owner can read, and says what is in it', async () => {
  await using folder = await createTempFolder();
  await using collector = await start(folder);
  const { code, stdout } = await backup(folder);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\S+copy\.db: \d+ bytes, sound\nproject .+\ndefault +1 +2\n$/);
  expect((await stat(folder.file('copy.db'))).mode & 0o777).toBe(0o600);
  expect((await readdir(folder.path)).filter((name) => name.includes('copy'))).toEqual(['copy.db']);
  expect((await collector.post(buildEnvelope({ responses: [buildCsat(1)] }))).status).toBe(200);
});

test('a backup overwrites nothing', async () => {
  await using folder = await createTempFolder();
  await using _collector = await start(folder);
  await writeFile(folder.file('copy.db'), 'precious');
  const { code, stderr } = await backup(folder);
  expect([code, stderr]).toEqual([
    1,
    `"${folder.file('copy.db')}" is there already; a backup overwrites nothing. Give another name.\n`,
  ]);
  expect(await readFile(folder.file('copy.db'), 'utf8')).toBe('precious');
});

test('a backup of a store that is not there, or to a folder that is not, makes nothing', async () => {
  await using folder = await createTempFolder();
  const absent = await backup(folder);
  expect([absent.code, absent.stderr]).toEqual([
    1,
    `${folder.file('milepost.db')} is not there, or empty; check MILEPOST_STORE, or start a collector, which makes it.\n`,
  ]);
  expect(await readdir(folder.path)).toEqual([]);
  await using _collector = await start(folder);
  const nowhere = await backup(folder, 'no/folder/copy.db');
  expect(nowhere.code).toBe(1);
  expect(nowhere.stderr).toMatch(/^The backup was not made: /);
});

test('a copy whose cells are wrong is not kept', async () => {
  await using folder = await createTempFolder();
  await using _collector = await start(folder);
  const database = new Database(folder.file('milepost.db'));
  database.exec("update cells set c4 = c4 + 7 where scale = '1..5'");
  database.close();
  const { code, stderr } = await backup(folder);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^The copy is not sound \(cells of default: .+\), and was removed\. "milepost doctor" says more\.\n$/,
  );
  expect((await readdir(folder.path)).filter((name) => name.includes('copy'))).toEqual([]);
});

test('a file of a newer release is refused by every command in one line', async () => {
  await using folder = await createTempFolder();
  await (await start(folder)).stop();
  const database = new Database(folder.file('milepost.db'));
  database.exec('update __drizzle_migrations set created_at = created_at + 86400000000');
  database.close();
  for (const command of [['migrate'], ['serve'], ['backup', 'copy.db']]) {
    const { code, stderr } = await milepost(command, {
      folder: folder.path,
      environment: { MILEPOST_STORE: 'sqlite:milepost.db', MILEPOST_PORT: '0' },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^.+ written by a newer release of Milepost; .+\n$/);
  }
});
