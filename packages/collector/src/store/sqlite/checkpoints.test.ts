import { createTempFolder } from '@milepost/testkit';
import { expect, test, vi } from 'vitest';
import { createCheckpoints } from './checkpoints.ts';
import { openDatabase } from './database.ts';

test('the write-ahead log is moved into the file beside the writer, and starts from its beginning', async () => {
  await using folder = await createTempFolder();
  const file = folder.file('milepost.db');
  const { connection, atomically } = openDatabase(file);
  const checkpoints = createCheckpoints(connection, file);
  const insert = connection.prepare('insert into tallies values (?, ?, ?, ?, 1, ?)');
  const write = (from: number, count: number) =>
    atomically(() => {
      for (let index = from; index < from + count; index++)
        insert.run('default', String(index), '2026-11-22', 't', 'x'.repeat(3_000));
    });
  const look = () =>
    connection.prepare('pragma wal_checkpoint(noop)').get() as { log: number; checkpointed: number };

  write(0, 100);
  checkpoints.consider();
  write(100, 1_500);
  const { log } = look();
  expect(log).toBeGreaterThan(1_500);
  checkpoints.consider();
  await vi.waitFor(() => expect(look()).toMatchObject({ log, checkpointed: log }), { timeout: 10_000 });
  write(2_000, 1);
  expect(look().log).toBeLessThan(100);
  await checkpoints.close();
  connection.close();
});
