import { createTestDatabase } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { openPostgresStore } from './open.ts';

test('requests are counted by all collectors together, each name by itself', async () => {
  await using database = await createTestDatabase();
  const stores = await Promise.all([1, 2].map(() => openPostgresStore(database.url, Date.now)));
  const rate = { requests: 3, seconds: 3_600 };
  const waits: (number | null | undefined)[] = [];
  for (let nth = 0; nth < 4; nth++)
    waits.push(await stores[nth % 2]?.countRequest?.('address 192.0.2.1', rate));
  expect(waits.slice(0, 3)).toEqual([null, null, null]);
  expect(waits[3]).toBeGreaterThan(3_500_000);
  expect(await stores[0]?.countRequest?.('address 192.0.2.2', rate)).toBeNull();
  await Promise.all(stores.map((store) => store.close()));
});

test('while the database is away, each collector counts its own', async () => {
  await using database = await createTestDatabase();
  const store = await openPostgresStore(database.url, Date.now);
  await store.close();
  const rate = { requests: 1, seconds: 60 };
  expect(await store.countRequest?.('address 192.0.2.1', rate)).toBeNull();
  expect(await store.countRequest?.('address 192.0.2.1', rate)).toBeGreaterThan(0);
});
