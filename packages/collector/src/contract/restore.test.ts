import {
  buildProgram,
  createLoad,
  createRandom,
  createTempFolder,
  milepost,
  spawnCollector,
} from '@milepost/testkit';
import { expect, test } from 'vitest';

const keys = {
  MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
  MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
  MILEPOST_RATE: 'off',
};

test('a backup under load, restored after a crash, has all that was acknowledged before it; what senders repeat makes it whole', async () => {
  await using folder = await createTempFolder();
  const before = { ...keys, MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}` };
  const after = { ...keys, MILEPOST_STORE: `sqlite:${folder.file('copy.db')}` };
  const load = createLoad(createRandom(11));
  let safe = 0;
  {
    await using collector = await spawnCollector(before);
    await collector.putProgram(buildProgram());
    const running = load.run(collector);
    await load.reach(50);
    safe = load.acknowledged.length;
    const { code, stdout, stderr } = await milepost(['backup', 'copy.db'], {
      folder: folder.path,
      environment: before,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /copy\.db: \d+ bytes, sound\nproject +revision +responses in the scores\ndefault +1 +\d+\n$/,
    );
    // More than can have been under way while it was copied, so that the copy surely lacks some.
    await load.reach(load.acknowledged.length + 100);
    await collector.end('SIGKILL');
    await running;
  }

  await using collector = await spawnCollector(after);
  const all = [...load.acknowledged, ...load.unanswered];
  expect(await load.sendAgain(collector, load.acknowledged.slice(0, safe))).toEqual({
    accepted: 0,
    repeated: safe,
  });
  const again = await load.sendAgain(collector, all);
  expect(again.accepted + again.repeated).toBe(all.length);
  expect(again.accepted).toBeGreaterThan(0);
  const { body } = await collector.scores({ metric: 'csat', by: 'plan' });
  const histogram: Record<string, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  for (const { answers } of all) {
    const value = String(answers?.[0]?.value);
    histogram[value] = (histogram[value] ?? 0) + 1;
  }
  expect(body.rows).toMatchObject([{ n: all.length, histogram, funnel: { shown: all.length } }]);

  const doctor = await milepost(['doctor'], { folder: folder.path, environment: after });
  expect(doctor).toMatchObject({ code: 0, stderr: '' });
  expect(doctor.stdout).toMatch(/, 0 failed\n$/);
}, 60_000);
