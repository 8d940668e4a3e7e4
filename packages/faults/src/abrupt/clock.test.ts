import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Response } from '@milepost/protocol';
import { buildCsat, buildEnvelope, buildProgram, createTempFolder, spawnCollector } from '@milepost/testkit';
import { describe, expect, test, vi } from 'vitest';
import { environmentOf } from '../environment.ts';
import { readStoreFile } from '../store/store-file.ts';

vi.setConfig({ testTimeout: 90_000 });

const hour = 3_600_000;
const year = 365 * 24 * hour;
const preload = pathToFileURL(join(import.meta.dirname, 'shifted-clock.js')).href;

/** A collector whose clock is off, and can be set while it runs. */
async function startShifted(shift: number) {
  const folder = await createTempFolder();
  const [file, clock] = [folder.file('milepost.db'), folder.file('clock')];
  writeFileSync(clock, String(shift));
  const collector = await spawnCollector(
    environmentOf(file, { NODE_OPTIONS: `--import=${preload}`, CLOCK_FILE: clock }),
  );
  return {
    file,
    collector,
    setShift: async (ms: number) => {
      writeFileSync(clock, String(ms));
      collector.signal('SIGUSR2');
      await vi.waitFor(() => expect(readFileSync(`${clock}.told`, 'utf8')).toBe(String(ms)), 20_000);
    },
    [Symbol.asyncDispose]: async () => {
      await collector[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const respond = (): Response => buildCsat(4, { shown: new Date().toISOString() });
const envelope = (responses: Response[]) => buildEnvelope({ sent: new Date().toISOString(), responses });

describe('a collector whose clock', () => {
  test.each([
    ['is an hour behind', -hour],
    ['is an hour ahead', hour],
    ['is a year behind', -year],
    ['is ten years ahead', 10 * year],
    ['is a century ahead', 100 * year],
    ['stands before 1970', -70 * year],
  ])('%s takes answers of devices whose clocks are right, and counts each once', async (_what, shift) => {
    await using started = await startShifted(shift);
    const { collector, file } = started;
    expect((await collector.putProgram(buildProgram())).status).toBe(200);
    const responses = Array.from({ length: 10 }, respond);
    const first = await collector.post(envelope(responses));
    expect(first.body).toEqual({ accepted: 10, repeated: 0, rejected: [] });
    const again = (await collector.post(envelope(responses))).body;
    expect([again.accepted + again.repeated, again.rejected]).toEqual([10, []]);
    const { body } = await collector.scores({ metric: 'csat' });
    expect(body.rows).toMatchObject([{ n: 10 }]);
    expect(readStoreFile(file).cellFaults).toEqual([]);
    const { code, stderr } = await collector.end('SIGTERM');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('jumps while it runs loses nothing, counts each once and goes on', async () => {
    await using started = await startShifted(0);
    const { collector, file, setShift } = started;
    expect((await collector.putProgram(buildProgram())).status).toBe(200);
    const all: Response[] = [];
    for (const shift of [0, -3 * hour, 5 * hour, 2 * year, -60 * year, 0]) {
      await setShift(shift);
      const responses = Array.from({ length: 5 }, respond);
      all.push(...responses);
      expect((await collector.post(envelope(responses))).body).toMatchObject({ accepted: 5, rejected: [] });
      // Everything comes again, as it does when an acknowledgement was lost.
      const { body } = await collector.post(envelope(all));
      expect([body.accepted + body.repeated, body.rejected]).toEqual([all.length, []]);
      expect((await collector.request('/healthz')).status).toBe(200);
    }
    const { body } = await collector.scores({ metric: 'csat' });
    expect(body.rows).toMatchObject([{ n: all.length, funnel: { shown: all.length } }]);
    const { integrity, states, cellFaults } = readStoreFile(file);
    expect({ integrity, cellFaults, kept: states.size }).toEqual({
      integrity: 'ok',
      cellFaults: [],
      kept: all.length,
    });
  });

  test('jumps back does not keep people from being asked or addresses from sending for ever', async () => {
    await using started = await startShifted(2 * year);
    const { collector, setShift } = started;
    expect((await collector.putProgram(buildProgram())).status).toBe(200);
    await setShift(0);
    const { status, body } = await collector.post(envelope([respond()]));
    expect([status, body]).toEqual([200, { accepted: 1, repeated: 0, rejected: [] }]);
    const claim = await collector.request<{ ask: boolean }>('/v1/claims', {
      method: 'POST',
      body: JSON.stringify({
        key: collector.publicKey,
        person: { id: 'u-1' },
        touchpoint: 'ticket_closed',
        response: '01900000-0000-7000-8000-000000000003',
      }),
    });
    expect(claim).toMatchObject({ status: 200, body: { ask: true } });
  });
});
