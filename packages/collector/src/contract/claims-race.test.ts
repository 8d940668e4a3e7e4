import {
  buildProgram,
  type CollectorProcess,
  createTempFolder,
  spawnCollector,
  startCollector,
} from '@milepost/testkit';
import { expect, test } from 'vitest';
import { claim } from './claims.fixture.ts';
import { type ClaimCounts, claimInProcess } from './claims-client.fixture.ts';

const keys = {
  MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
  MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
};

/** Ten thousand claims for one person, from four processes. */
async function claimTenThousandTimes(urls: readonly string[]): Promise<ClaimCounts> {
  const all = await Promise.all(
    Array.from({ length: 4 }, () => claimInProcess({ urls, key: keys.MILEPOST_PUBLIC_KEY, claims: 2_500 })),
  );
  const sum: ClaimCounts = {};
  for (const counts of all)
    for (const [answer, count] of Object.entries(counts)) sum[answer] = (sum[answer] ?? 0) + count;
  return sum;
}

test.each([
  ['one collector', 1],
  ['three collectors with one store', 3],
])(
  'of 10,000 claims at once for one person %s grants exactly one',
  async (_what, count) => {
    await using folder = await createTempFolder();
    const environment = {
      ...keys,
      MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}`,
      MILEPOST_RATE: 'off',
    };
    await using stack = new AsyncDisposableStack();
    const collectors: CollectorProcess[] = [];
    for (let started = 0; started < count; started++)
      collectors.push(stack.use(await spawnCollector(environment)));
    expect((await collectors[0]?.putProgram(buildProgram()))?.status).toBe(200);
    expect(await claimTenThousandTimes(collectors.map(({ url }) => url))).toEqual({
      '200 true': 1,
      '200 false': 9_999,
    });
  },
  60_000,
);

test('once a claim has lapsed exactly one is granted again', async () => {
  await using collector = await startCollector();
  const granted = async () => {
    const replies = await Promise.all(Array.from({ length: 300 }, () => claim(collector)));
    return replies.filter(({ body }) => body.ask).length;
  };
  expect(await granted()).toBe(1);
  collector.clock.advance(2 * 60_000 - 1);
  expect(await granted()).toBe(0);
  collector.clock.advance(1);
  expect(await granted()).toBe(1);
});
