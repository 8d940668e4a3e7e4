import { randomUUID } from 'node:crypto';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildProgram,
  type CollectorClient,
  type Random,
} from '@milepost/testkit';

/** What an owner did to a collector that may die at any moment, as far as it was acknowledged. */
export interface Deeds {
  /** Responses that are left out of the scores. */
  excluded: ReadonlySet<string>;
  /** Responses that were left out, and came back. */
  lifted: ReadonlySet<string>;
  /** People who were erased, and whose names are nowhere any more. */
  erased: ReadonlySet<string>;
  /** Everything that was sent for it, acknowledged or not. */
  sent: ReadonlySet<string>;
  /** Pushes programs that count the cells anew, excludes and erases, until the collector is gone. */
  run(collector: CollectorClient): Promise<void>;
}

export function createDeeds(random: Random): Deeds {
  const [excluded, lifted, erased, sent] = [1, 2, 3, 4].map(() => new Set<string>()) as Sets;

  const respond = async (collector: CollectorClient, person: string) => {
    const now = new Date().toISOString();
    const answers = [
      buildAnswer('satisfaction', random.int(1, 5), now),
      buildAnswer('why', `by ${person}`, now),
    ];
    const response = buildCsat(4, { shown: now, answers });
    sent.add(response.id);
    const envelope = buildEnvelope({ sent: now, person: { id: person }, responses: [response] });
    const reply = await collector.post(envelope);
    expectOk(reply, 'a response');
    if (reply.body.accepted !== 1)
      throw new Refused(`a response was answered with ${JSON.stringify(reply.body)}`);
    return response.id;
  };

  const deeds = [
    async (collector: CollectorClient) => {
      const segments = random.pick([['plan'], ['plan', 'vintage'], []]);
      expectOk(await collector.putProgram(buildProgram({ segments })), 'a program');
    },
    async (collector: CollectorClient) => {
      const person = `staff-${randomUUID()}`;
      const response = await respond(collector, person);
      const id = randomUUID();
      await send(collector, 'POST /v1/exclusions', { id, person, reason: 'staff', by: 'ana' });
      excluded.add(response);
      if (random() < 0.5) return;
      // While this is not answered, nobody knows.
      excluded.delete(response);
      await send(collector, `DELETE /v1/exclusions/${id}`);
      lifted.add(response);
    },
    async (collector: CollectorClient) => {
      const person = `gone-${randomUUID()}`;
      await respond(collector, person);
      await send(collector, `DELETE /v1/people/${person}`);
      erased.add(person);
    },
  ];

  return {
    excluded,
    lifted,
    erased,
    sent,
    run: async (collector) => {
      for (;;) {
        try {
          await random.pick(deeds)(collector);
        } catch (error) {
          if (error instanceof Refused) throw error;
          return;
        }
      }
    },
  };
}

type Sets = [Set<string>, Set<string>, Set<string>, Set<string>];

/** The collector answered, and not as it should. */
class Refused extends Error {
  override name = 'Refused';
}

function expectOk({ status, body }: { status: number; body: object }, what: string): void {
  if (status >= 300) throw new Refused(`${what} was answered with ${status}: ${JSON.stringify(body)}`);
}

async function send(collector: CollectorClient, what: string, body?: object): Promise<void> {
  const [method = '', path = ''] = what.split(' ');
  const init = {
    method,
    headers: { Authorization: `Bearer ${collector.secretKey}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  };
  expectOk(await collector.request(path, init), what);
}
