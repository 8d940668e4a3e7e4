import { createTempFolder, testNow } from '@milepost/testkit';
import { describeStore } from '@milepost/testkit/store-suite';
import { openSqliteStore } from './open.ts';

const now = Date.parse(testNow);

describeStore('SQLite', async () => {
  const folder = await createTempFolder();
  const open = () => openSqliteStore(folder.file('milepost.db'), () => now);
  return { store: open(), reopen: async () => open(), [Symbol.asyncDispose]: folder[Symbol.asyncDispose] };
});
