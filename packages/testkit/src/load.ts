import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from '@milepost/protocol';
import type { CollectorClient } from './collector-client.ts';
import { buildCsat, buildEnvelope } from './envelope.ts';
import type { Random } from './random.ts';

/** What was sent to a collector that may die at any moment, and what it acknowledged. */
export interface Load {
  /** Responses that a 200 has answered. */
  acknowledged: readonly Response[];
  /** Responses that were sent, once or more often, and never answered: the collector may have them or not. */
  unanswered: readonly Response[];
  /**
   * Sends new responses, and old ones that were not answered, over several connections as fast as it can, until the
   * collector is gone. Resolves then; rejects when it answers anything but 200.
   */
  run(collector: CollectorClient): Promise<void>;
  /** Resolves when so many in all are acknowledged; rejects when it no longer runs. */
  reach(count: number): Promise<void>;
  /** Sends responses again, in the order given, and adds up what the collector makes of them. */
  sendAgain(
    collector: CollectorClient,
    responses: readonly Response[],
  ): Promise<{ accepted: number; repeated: number }>;
}

const connections = 6;
const perEnvelope = 100;

export function createLoad(random: Random): Load {
  const acknowledged: Response[] = [];
  let unanswered: Response[] = [];
  let running = 0;

  const next = (): Response[] => {
    const old = random() < 0.3 ? unanswered.splice(0, random.int(0, 3)) : [];
    const fresh = Array.from({ length: random.int(1, 5) }, () =>
      buildCsat(random.int(1, 5), { shown: new Date().toISOString() }),
    );
    return [...old, ...fresh];
  };

  const sendUntilGone = async (collector: CollectorClient) => {
    for (;;) {
      const responses = next();
      const reply = await send(collector, responses).catch(() => null);
      if (!reply) {
        unanswered.push(...responses);
        return;
      }
      if (reply.status !== 200 || reply.body.rejected.length > 0)
        throw new Error(`the collector answered ${reply.status}: ${JSON.stringify(reply.body)}`);
      acknowledged.push(...responses);
      // Lets timers run, even when the collector always answers at once.
      await wait(0);
    }
  };

  return {
    acknowledged,
    get unanswered() {
      return unanswered;
    },
    run: async (collector) => {
      running += 1;
      try {
        await Promise.all(Array.from({ length: connections }, () => sendUntilGone(collector)));
      } finally {
        running -= 1;
      }
    },
    reach: async (count) => {
      while (acknowledged.length < count) {
        if (running === 0)
          throw new Error(`the load ended at ${acknowledged.length} of ${count} acknowledged`);
        await wait(5);
      }
    },
    sendAgain: async (collector, responses) => {
      const sum = { accepted: 0, repeated: 0 };
      for (let start = 0; start < responses.length; start += perEnvelope) {
        const { body } = await send(collector, responses.slice(start, start + perEnvelope));
        sum.accepted += body.accepted;
        sum.repeated += body.repeated;
      }
      unanswered = unanswered.filter((response) => !responses.includes(response));
      return sum;
    },
  };
}

const send = (collector: CollectorClient, responses: Response[]) =>
  collector.post(
    buildEnvelope({
      sent: new Date().toISOString(),
      person: { traits: { plan: 'pro' } },
      responses,
    }),
  );
