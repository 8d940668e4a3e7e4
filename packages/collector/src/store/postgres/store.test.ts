import { createTestDatabase, testNow } from '@milepost/testkit';
import { describeStore } from '@milepost/testkit/store-suite';
import { openPostgresStore } from './open.ts';

const now = Date.parse(testNow);

describeStore('PostgreSQL', async () => {
  const database = await createTestDatabase();
  const open = () => openPostgresStore(database.url, () => now);
  return {
    store: await open(),
    reopen: open,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
});
