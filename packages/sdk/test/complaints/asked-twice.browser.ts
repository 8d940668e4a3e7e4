import { describe, expect, test } from 'vitest';
import { answer, dismiss, type HostScope, openDesk, programOf, reach, touchpoint } from './desk.ts';

describe('nobody is asked twice', () => {
  test('who has answered NPS is not asked it again, on this device or another', async () => {
    await using desk = await openDesk(programOf({ nps: touchpoint('score', { repeatAfter: '90d' }) }));
    const device = await desk.device();
    const tab = await desk.tab(device, 'u-17');
    expect(await reach(tab, 'nps')).toBe('asked');
    await answer(tab);
    expect(await reach(tab, 'nps')).toBe('not_asked repeat');
    await tab.reload();
    await tab.waitForFunction(() => 'cx' in globalThis);
    expect(await reach(tab, 'nps')).toBe('not_asked repeat');
    const other = await desk.tab(await desk.device(), 'u-17');
    expect(await reach(other, 'nps')).toBe('not_asked repeat');
  });

  test('a limit holds whatever is triggered: one prompt a session, not three', async () => {
    const names = ['one', 'two', 'three'];
    await using desk = await openDesk(
      programOf(Object.fromEntries(names.map((name) => [name, touchpoint('faces')])), { perSession: 1 }),
    );
    const tab = await desk.tab(await desk.device());
    expect(await reach(tab, 'one')).toBe('asked');
    await answer(tab);
    await tab.reload();
    await tab.waitForFunction(() => 'cx' in globalThis);
    expect(await reach(tab, 'two')).toBe('not_asked per_session');
    expect(await reach(tab, 'three')).toBe('not_asked per_session');
  });

  test('what is shown once is shown once to people who are not known, too', async () => {
    await using desk = await openDesk(programOf({ nps: touchpoint('score', { repeatAfter: '90d' }) }));
    const device = await desk.device();
    const tab = await desk.tab(device);
    expect(await reach(tab, 'nps')).toBe('asked');
    await answer(tab);
    await tab.close();
    for (let visit = 0; visit < 3; visit++)
      expect(await reach(await desk.tab(device), 'nps')).toBe('not_asked repeat');
  });

  test('a prompt in one tab is a prompt in no other', async () => {
    await using desk = await openDesk(programOf({ nps: touchpoint('score') }));
    const device = await desk.device();
    const [first, second] = [await desk.tab(device, 'u-17'), await desk.tab(device, 'u-17')];
    await first.bringToFront();
    expect(await reach(first, 'nps')).toBe('asked');
    await second.bringToFront();
    expect(await reach(second, 'nps')).toBe('not_asked busy');
    await first.bringToFront();
    await answer(first);
    await second.bringToFront();
    expect(await reach(second, 'nps')).toBe('asked');
  });

  test('the quiet period lies between prompts of different surveys', async () => {
    await using desk = await openDesk(
      programOf({ nps: touchpoint('score'), csat: touchpoint('faces') }, { quietPeriod: '7d' }),
    );
    const tab = await desk.tab(await desk.device(), 'u-17');
    expect(await reach(tab, 'nps')).toBe('asked');
    await answer(tab);
    expect(await reach(tab, 'csat')).toBe('not_asked quiet_period');
  });

  test('closing without an answer hides it as long as the program says, and not for ever', async () => {
    const ask = { repeatAfter: '90d' };
    await using desk = await openDesk(
      programOf({
        soon: touchpoint('faces', { ...ask, afterDismissal: '0s' }),
        later: touchpoint('faces', { ...ask, afterDismissal: '28d' }),
      }),
    );
    const tab = await desk.tab(await desk.device(), 'u-17');
    for (const name of ['soon', 'later']) {
      expect(await reach(tab, name)).toBe('asked');
      await dismiss(tab);
    }
    expect(await reach(tab, 'later')).toBe('not_asked repeat');
    expect(await reach(tab, 'soon')).toBe('asked');
  });

  test('a sample of 10 % is the same 10 % of people at every trigger', async () => {
    await using desk = await openDesk(programOf({ nps: touchpoint('score', { sample: 0.1 }) }));
    const tab = await desk.tab(await desk.device());
    const drawn = await tab.evaluate(async () => {
      const { cx } = globalThis as unknown as HostScope;
      const draws: string[] = [];
      for (let trigger = 0; trigger < 10; trigger++) {
        let drawn = '';
        for (let person = 0; person < 500; person++) {
          cx.identify({ id: `u-${person}` });
          if ((await cx.explain('nps')).ask) drawn += ` u-${person}`;
        }
        draws.push(drawn);
      }
      return draws;
    });
    expect(new Set(drawn).size).toBe(1);
    const people = drawn[0]?.trim().split(' ').length ?? 0;
    // Five standard deviations of a binomial of 500 and 0.1 around 50.
    expect(people).toBeGreaterThan(50 - 34);
    expect(people).toBeLessThan(50 + 34);
  });
});
