import { describe, expect, test } from 'vitest';
import { answer, dismiss, openDesk, programOf, reach, touchpoint } from './desk.ts';

describe('a score is of what was asked', () => {
  test('a rating from 1 to 10 is no NPS', async () => {
    await using desk = await openDesk(programOf({ nps: touchpoint('score'), ten: touchpoint('ten') }));
    const tab = await desk.tab(await desk.device(), 'u-17');
    await reach(tab, 'ten');
    await answer(tab);
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
    expect((await desk.collector.counts({ metric: 'nps' })).body.rows).toEqual([]);
  });

  test('the widget and the score have one scale', async () => {
    await using desk = await openDesk(programOf({ nps: touchpoint('score') }));
    const tab = await desk.tab(await desk.device(), 'u-17');
    await reach(tab, 'nps');
    expect(await tab.getByRole('radio').count()).toBe(11);
    await answer(tab);
    await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
    const [row] = (await desk.collector.counts({ metric: 'nps' })).body.rows;
    expect(row).toMatchObject({ n: 1, histogram: { 10: 1 } });
  });

  test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'no response is lost to the time zone %s',
    async (timezoneId) => {
      await using desk = await openDesk(programOf({ nps: touchpoint('score') }));
      const tab = await desk.tab(await desk.device({ timezoneId }), 'u-17');
      await reach(tab, 'nps');
      await answer(tab);
      await expect.poll(() => desk.answered(), { timeout: 15_000 }).toBe(1);
      const { rows } = (await desk.collector.counts({ metric: 'nps', interval: 'day' })).body;
      expect(rows.map(({ n }) => n)).toEqual([1]);
    },
  );

  test('a prompt that was closed is no detractor', async () => {
    await using desk = await openDesk(programOf({ nps: touchpoint('score') }));
    const tab = await desk.tab(await desk.device(), 'u-17');
    for (let time = 0; time < 3; time++) {
      expect(await reach(tab, 'nps')).toBe('asked');
      await dismiss(tab);
    }
    expect(await reach(tab, 'nps')).toBe('asked');
    await answer(tab);
    await expect
      .poll(async () => (await desk.collector.counts({ metric: 'nps' })).body.rows[0]?.funnel, {
        timeout: 15_000,
      })
      .toMatchObject({ shown: 4, completed: 1, dismissed: 3 });
    expect((await desk.collector.counts({ metric: 'nps' })).body.rows[0]).toMatchObject({
      n: 1,
      histogram: { 10: 1 },
    });
  });
});
