import type { Response } from '@milepost/protocol';
import { type FakePorts, fakePorts } from '../ports/fake-ports.fixture.ts';
import { memoryParcels } from './memory-parcels.fixture.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { KeptParcel } from './parcels.ts';

/** A device with a database that a test can look into, and what the outbox of its page told. */
interface Bench {
  ports: FakePorts;
  kept: Map<string, string>;
  log: string[];
}

export const bench = {} as Bench;

/** A device on which nothing has happened yet. */
export function clearBench(): void {
  bench.kept = new Map();
  bench.log = [];
  bench.ports = device();
}

/** The ports of another page on the same device. */
export const device = (overrides: Partial<FakePorts> = {}): FakePorts =>
  fakePorts({ consented: true, parcels: () => memoryParcels(bench.kept), ...overrides });

export const id = (nth: number): string =>
  `019a0000-0000-7000-8000-0000000000${String(nth).padStart(2, '0')}`;

export function response(change: Partial<Response> = {}): Response {
  return {
    id: id(1),
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    shown: new Date(bench.ports.now()).toISOString(),
    ...change,
  };
}

export const answered = (value: number | null): Response =>
  response({ answers: [{ question: 'satisfaction', value, at: '2026-11-22T07:00:00.000Z' }] });

/** The outbox of a page. */
export const open = (): Outbox =>
  createOutbox({
    ports: bench.ports,
    collector: 'http://127.0.0.1:4600',
    key: 'mp_pub_test',
    prefix: 'mp:test:',
    onDelivery: (id, delivery) => bench.log.push(`${id.slice(-1)} ${delivery}`),
    onDropped: ({ response: { id } }, code) => bench.log.push(`${id.slice(-1)} dropped ${code}`),
  });

export const put = (outbox: Outbox, of: Response): void => void outbox.put({ person: null, response: of });
export const keep = (parcel: KeptParcel): void =>
  void bench.kept.set(parcel.response.id, JSON.stringify(parcel));

/** How many parcels wait to be sent. */
export const waiting = (): number =>
  [...bench.kept.values()].filter((text) => !(JSON.parse(text) as KeptParcel).stored).length;
/** The device remembers that something is left to send. */
export const marked = (): boolean => bench.ports.device.get('mp:test:out') !== null;
export const sentStates = (): (Response | undefined)[] =>
  bench.ports.posts.map(({ body }) => (body['responses'] as Response[])[0]);
export const sentIds = (): (string | undefined)[] => sentStates().map((state) => state?.id.slice(-1));
