import { durationMs } from '@milepost/protocol';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  createFakeClock,
  startCollector,
  testNow,
} from '@milepost/testkit';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readPerson } from './contract/people.fixture.ts';
import { addProject } from './contract/second-project.fixture.ts';
import { expireAll, startRetention } from './retention.ts';
import { openStore } from './store/open-store.ts';

const log = pino({ level: 'silent' });

describe('expireAll', () => {
  it('erases what is older than its project keeps it, step by step, and nothing else', async () => {
    await using collector = await startCollector({ program: buildProgram({ privacy: { retain: '30d' } }) });
    const keeps = await addProject(collector, 'keeps');
    await keeps.putProgram(buildProgram());
    const at = (time: number) => new Date(time).toISOString();
    const now = Date.parse(testNow);
    const edge = now - durationMs('30d');
    const old = Array.from({ length: 450 }, () => ({
      ...buildCsat(4, { shown: at(edge - 1) }),
      person: { id: 'old' },
    }));
    const young = { ...buildCsat(2, { shown: at(edge) }), person: { id: 'young' } };
    await collector.importLines([...old, young]);
    await keeps.importLines(old.slice(0, 1));
    const before = (await collector.counts({ metric: 'csat' })).body;

    const store = await openStore(collector.store, collector.clock);
    await expireAll({ store, clock: collector.clock, log }, () => false);
    await store.close();

    expect((await readPerson(collector, 'old')).body.responses).toEqual([]);
    expect((await readPerson(collector, 'young')).body.responses).toHaveLength(1);
    expect((await readPerson(keeps, 'old')).body.responses).toHaveLength(1);
    expect((await collector.counts({ metric: 'csat' })).body).toEqual(before);
    const again = buildEnvelope({
      person: { id: 'old' },
      responses: [{ ...buildCsat(1), id: old[0]?.id ?? '' }],
    });
    expect((await collector.post(again)).body).toMatchObject({ rejected: [{ code: 'person_erased' }] });
    // Whoever only grew too old is still welcome.
    const other = buildEnvelope({ person: { id: 'old' }, responses: [buildCsat(5)] });
    expect((await collector.post(other)).body).toMatchObject({ accepted: 1 });
  });
});

describe('expireAll of a store with faults', () => {
  const project = (id: string) => ({ id, name: id, created: 0 });

  it('does everything else, whatever fails', async () => {
    const asked: string[] = [];
    const store = {
      sweep: () => Promise.reject(new Error('away')),
      projects: async () => [project('bad'), project('good')],
      program: async (id: string) => {
        asked.push(id);
        if (id === 'bad') throw new Error('broken');
        return null;
      },
      expire: async () => 0,
    };
    await expireAll({ store, clock: createFakeClock(), log }, () => false);
    expect(asked).toEqual(['bad', 'good']);
  });

  it('sweeps until nothing is left, although no project has a limit', async () => {
    const left = [200, 7, 0];
    const store = {
      sweep: async () => left.shift() ?? 0,
      projects: async () => [project('one')],
      program: async () => null,
      expire: async () => 0,
    };
    await expireAll({ store, clock: createFakeClock(), log }, () => false);
    expect(left).toEqual([]);
  });
});

describe('startRetention', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  function start(projects: () => Promise<[]>) {
    vi.useFakeTimers();
    const read = vi.fn(projects);
    const store = { projects: read, program: async () => null, expire: async () => 0, sweep: async () => 0 };
    return { read, stop: startRetention({ store, clock: createFakeClock(), log }) };
  }

  it('begins soon after the start and goes on every hour, whether it succeeds or not, until it is stopped', async () => {
    const { read, stop } = start(() => Promise.reject(new Error('away')));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(read).toHaveBeenCalledTimes(3);
    await stop();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('does not begin again while a round is under way', async () => {
    const { read, stop } = start(
      () => new Promise((resolve) => setTimeout(() => resolve([]), 3 * 3_600_000)),
    );
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2 * 3_600_000 + 1_000);
    expect(read).toHaveBeenCalledTimes(2);
    const stopping = stop();
    await vi.advanceTimersByTimeAsync(3 * 3_600_000);
    await stopping;
  });

  it('stops when what is under way has ended', async () => {
    let end: (projects: []) => void = () => {};
    const { stop } = start(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await Promise.resolve();
    expect(stopped).toBe(false);
    end([]);
    await stopping;
    expect(stopped).toBe(true);
  });
});
