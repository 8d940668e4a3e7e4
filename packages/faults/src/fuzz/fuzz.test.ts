import { buildProgram, createRandom, createTempFolder, spawnCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { environmentOf } from '../environment.ts';
import { type Memory, megabytes, memoryEnvironment, memoryOf } from '../memory.ts';
import { sizes } from '../sizes.ts';
import { readStoreFile } from '../store/store-file.ts';
import { createConnection, type HttpAnswer, Unanswered } from './connection.ts';
import { judge } from './judge.ts';
import { minimise } from './minimise.ts';
import { type Attack, createAttack, createSound } from './targets.ts';

const seed = Number(process.env['MILEPOST_FAULTS_SEED'] ?? 1);
const connections = 4;
const pipelined = 16;
/** Faults that are told; the first ones are enough to begin with. */
const faultsTold = 5;

/** Sends requests, several at once on one connection, and opens another when that one is closed. */
function createSender(url: string) {
  let connection = createConnection(url);
  return {
    send: async (request: Buffer): Promise<HttpAnswer> => {
      // What came after a request that closed the connection was never read; it is sent again.
      for (let attempt = 0; ; attempt++) {
        if (!connection.isOpen()) connection = createConnection(url);
        try {
          return await connection.send(request);
        } catch (error) {
          if (!(error instanceof Unanswered) || attempt === 20) throw error;
        }
      }
    },
    close: () => connection.close(),
  };
}

/** The fault and the shortest body that shows it. */
async function describeFault(url: string, fault: string, attack: Attack): Promise<string> {
  const sender = createSender(url);
  const faultOf = async (body: Buffer) => judge(await sender.send(attack.withBody(body)));
  const body = await minimise(attack.body, async (shorter) => (await faultOf(shorter)) === fault);
  const answer = await sender.send(attack.withBody(body));
  sender.close();
  const shown =
    body.length > 600
      ? `${body.subarray(0, 600).toString('latin1')}… (${body.length} bytes)`
      : body.toString();
  return `${attack.path} ${fault}: ${answer.status} ${answer.body.slice(0, 400)}\nfor ${shown}`;
}

test(
  'whatever is sent, the collector answers with what it promises, and goes on',
  async ({ annotate }) => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const memoryFile = folder.file('memory.json');
    await using collector = await spawnCollector(environmentOf(file, memoryEnvironment(memoryFile)));
    expect((await collector.putProgram(buildProgram())).status).toBe(200);

    const statuses = new Map<string, number>();
    const faults: string[] = [];
    const sound: string[] = [];
    let [index, envelopes, requests] = [0, 0, 0];
    const memory: Memory[] = [];

    const keepOnce = async (sender: ReturnType<typeof createSender>) => {
      const { id, request } = createSound();
      const { body } = await sender.send(request);
      // One that came upon another whose connection was closed may have been taken, and never answered.
      expect(JSON.parse(body)).toMatchObject({
        accepted: body.includes('"repeated":1') ? 0 : 1,
        rejected: [],
      });
      sound.push(id);
    };
    const attackOnce = async (sender: ReturnType<typeof createSender>) => {
      const own = index++;
      if (own % 200 === 0) await keepOnce(sender);
      const attack = createAttack(createRandom(seed * 1_000_003 + own));
      const answer = await sender.send(attack.withBody(attack.body));
      requests += 1;
      if (attack.path === '/v1/responses') envelopes += 1;
      const kind = `${attack.path.split('?')[0]} ${answer.status}`;
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
      const fault = judge(answer);
      if (fault && faults.length < faultsTold) faults.push(await describeFault(collector.url, fault, attack));
    };
    const attackUntil = async (enough: number) => {
      const run = async (sender: ReturnType<typeof createSender>) => {
        while (envelopes < enough && faults.length < faultsTold) await attackOnce(sender);
      };
      const senders = Array.from({ length: connections }, () => createSender(collector.url));
      await Promise.all(senders.flatMap((sender) => Array.from({ length: pipelined }, () => run(sender))));
      for (const sender of senders) sender.close();
      memory.push(await memoryOf(collector, memoryFile));
    };

    for (const share of [0.2, 0.6, 1]) await attackUntil(sizes.envelopes * share);
    const told = [...statuses].map(([kind, count]) => `${kind}: ${count}`).sort((a, b) => a.localeCompare(b));
    await annotate(
      `${envelopes} malformed envelopes, ${requests} requests in all (${told.join(', ')}); ${sound.length} sound ones between; ` +
        `heap after 20, 60, 100 %: ${memory.map(({ heapUsed }) => megabytes(heapUsed)).join(', ')} MB, ` +
        `resident: ${memory.map(({ rss }) => megabytes(rss)).join(', ')} MB`,
      'figure',
    );
    expect(faults.length > 0 ? [...faults, collector.printed().stderr.slice(-3_000)].join('\n\n') : '').toBe(
      '',
    );

    const { integrity, states, cellFaults } = readStoreFile(file);
    expect({ integrity, cellFaults }).toEqual({ integrity: 'ok', cellFaults: [] });
    expect(sound.filter((id) => !states.has(id))).toEqual([]);
    const [first, , last] = memory as [Memory, Memory, Memory];
    expect(megabytes(last.heapUsed - first.heapUsed)).toBeLessThan(8);
    expect(megabytes(last.rss - first.rss)).toBeLessThan(64);

    // What was kept of it can be read.
    const headers = { Authorization: `Bearer ${collector.secretKey}` };
    for (const path of ['/v1/scores?metric=csat&by=plan', '/v1/rejected', '/v1/exclusions'])
      expect([path, (await collector.request(path, { headers })).status]).toEqual([path, 200]);
    expect((await collector.end('SIGTERM')).code).toBe(0);
  },
  sizes.timeout,
);
