import { setTimeout as wait } from 'node:timers/promises';
import { createRandom, createTempFolder, launchCollector, spawnCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { environmentOf } from '../environment.ts';
import { sizes } from '../sizes.ts';
import { createOldStore } from '../store/old-store.ts';
import { readStoreFile } from '../store/store-file.ts';

test(
  'a migration that is killed at any moment leaves all of it, and the next start brings it to its end',
  async ({ annotate }) => {
    const random = createRandom(4);
    for (let turn = 0; turn < sizes.killedStarts; turn++) {
      await using folder = await createTempFolder();
      const file = folder.file('milepost.db');
      const ids = createOldStore(file, 2_000);
      const launch = launchCollector(environmentOf(file));
      const listening = launch.listening.catch((error: Error) => error);
      await wait(random.int(300, 900));
      expect(await launch.end('SIGKILL')).toMatchObject({ code: null, stderr: '' });
      await listening;

      await using collector = await spawnCollector(environmentOf(file));
      const { integrity, states, cellFaults } = readStoreFile(file);
      expect({ integrity, cellFaults }).toEqual({ integrity: 'ok', cellFaults: [] });
      expect(ids.filter((id) => !states.has(id))).toEqual([]);
      const { body } = await collector.scores({ metric: 'csat' });
      expect(body.rows).toMatchObject([{ n: ids.length }]);
    }
    await annotate(
      `${sizes.killedStarts} kill -9 during a migration: 0 rows lost, 0 files corrupt`,
      'figure',
    );
  },
  sizes.timeout,
);
