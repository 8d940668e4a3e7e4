import { limits } from '@milepost/protocol';
import { buildCsat, buildEnvelope, buildTally, startCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';

test('traits that each send brings more of do not grow a response for ever', async () => {
  await using collector = await startCollector();
  const response = buildCsat(4);
  for (let send = 0; send < 4; send++) {
    const names = Array.from(
      { length: limits.traitsPerPerson },
      (_, nth) => [`t${send}_${nth}`, 'x'] as const,
    );
    const person = { id: 'u-1', traits: Object.fromEntries(names) };
    const { body } = await collector.post(buildEnvelope({ person, responses: [response] }));
    expect(body.rejected).toEqual([]);
  }
  const again = await collector.post(
    buildEnvelope({ person: { id: 'u-1', traits: { zzz: 'x' } }, responses: [response] }),
  );
  expect(again.body).toMatchObject({ repeated: 1 });
});

test('sends that are plausible one by one, and together put a response outside of time, cost only themselves', async () => {
  await using collector = await startCollector();
  const far = buildCsat(4, { shown: '3876-01-01T00:00:00Z' });
  const first = await collector.post(buildEnvelope({ sent: '3876-01-01T00:00:00Z', responses: [far] }));
  expect(first.body).toMatchObject({ accepted: 1 });
  const [second, other] = await Promise.all([
    collector.post(
      buildEnvelope({ sent: '1900-01-02T00:00:00Z', responses: [{ ...far, shown: '1900-01-02T00:00:00Z' }] }),
    ),
    collector.post(buildEnvelope({ responses: [buildCsat(5)] })),
  ]);
  expect(other.body).toMatchObject({ accepted: 1 });
  expect(second.body.rejected).toMatchObject([{ id: far.id, code: 'too_old' }]);
});

test('a tally may count gates of any name', async () => {
  await using collector = await startCollector();
  const tally = buildTally({ gates: { constructor: 2, sample: 1 } });
  const { status, body } = await collector.post(buildEnvelope({ responses: [], tallies: [tally] }));
  expect([status, body.rejected]).toEqual([200, []]);
});
