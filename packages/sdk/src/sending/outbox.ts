import type { Person, Response } from '@milepost/protocol';
import type { Ports } from '../ports/index.ts';
import type { Delivery } from '../session.ts';
import type { SendingPorts } from './sending-ports.ts';

/** The latest state of a response, as it waits to be sent. */
interface Parcel {
  person: Person | null;
  response: Response;
}

/** Keeps the latest state of every response on the device until the collector has it. */
export interface Outbox {
  /** Stores a state, then sends it. */
  put(parcel: Parcel): void;
  /** Sends everything that waits, now: the page may be going. */
  flush(): void;
  stop(): void;
}

interface OutboxOptions {
  ports: Pick<Ports, 'clock' | 'device'> & SendingPorts;
  collector: string;
  key: string;
  /** Where responses wait on the device: an entry each, so that two tabs never write over each other's. */
  place: string;
  onDelivery: (id: string, delivery: Delivery) => void;
  /** The collector will never take this one; it is gone. */
  onDropped: (parcel: Parcel, code: string) => void;
}

const maxParcels = 50;
const maxAgeMs = 30 * 86_400_000;
const firstWaitMs = 1_000;
const longestWaitMs = 300_000;

export function createOutbox({ ports, collector, key, place, onDelivery, onDropped }: OutboxOptions): Outbox {
  const { clock, device } = ports;
  let sending = false;
  let stopped = false;
  let attempts = 0;
  let notBefore = 0;
  let stopTimer = () => {};

  const waiting = () => device.keys(place).sort();
  const take = (at: string) => device.get(at) as Parcel | null;

  const drop = (at: string, parcel: Parcel, code: string) => {
    device.set(at, null);
    onDropped(parcel, code);
  };

  /** What is too old is never sent, and of too many the oldest are not: their ids begin with the time. */
  const tidy = () => {
    for (const at of waiting()) {
      const parcel = take(at);
      if (!parcel) device.set(at, null);
      else if (clock.now() - Date.parse(parcel.response.shown) > maxAgeMs) drop(at, parcel, 'too_old');
    }
    for (const at of waiting().slice(0, -maxParcels)) {
      const parcel = take(at);
      if (parcel) drop(at, parcel, 'outbox_full');
    }
  };

  const send = async (at: string): Promise<'done' | 'again' | { wait: number | null }> => {
    const parcel = take(at);
    if (!parcel) return 'done';
    const { person, response } = parcel;
    onDelivery(response.id, 'sending');
    const sent = new Date(clock.now()).toISOString();
    const envelope = { key, sent, ...(person && { person }), responses: [response] };
    const { status, body, retryAfterMs } = await ports.post(
      `${collector}/v1/responses`,
      JSON.stringify(envelope),
    );
    if (status === 200) {
      const refusal = (body as { rejected?: { code: string }[] } | null)?.rejected?.[0];
      if (refusal) drop(at, parcel, refusal.code);
      // Only what was sent may go: another answer may have been given meanwhile.
      else if (JSON.stringify(take(at)) !== JSON.stringify(parcel)) return 'again';
      else {
        device.set(at, null);
        onDelivery(response.id, 'sent');
      }
      return 'done';
    }
    if (status === 400 || status === 413) {
      drop(at, parcel, (body as { code?: string } | null)?.code ?? `http_${status}`);
      return 'done';
    }
    onDelivery(response.id, 'kept');
    return { wait: retryAfterMs };
  };

  const retryLater = (retryAfter: number | null) => {
    const backOff = Math.min(longestWaitMs, firstWaitMs * 2 ** attempts++) * (0.5 + ports.random() / 2);
    notBefore = retryAfter === null ? 0 : clock.now() + retryAfter;
    stopTimer();
    stopTimer = stopped ? () => {} : clock.after(retryAfter ?? backOff, run);
  };

  const run = async () => {
    // A collector that named a time is not asked before it, whatever else happens.
    if (sending || stopped || clock.now() < notBefore) return;
    sending = true;
    for (let at = waiting()[0]; at !== undefined; at = waiting()[0]) {
      const result = await send(at);
      if (typeof result === 'object') {
        retryLater(result.wait);
        break;
      }
      attempts = 0;
    }
    sending = false;
  };

  const flush = () => {
    for (const at of waiting())
      void send(at).then((result) => {
        if (typeof result === 'object') retryLater(result.wait);
      });
  };
  const stops = [ports.onLeave(flush), ports.onOnline(run), () => stopTimer()];
  tidy();
  void run();

  return {
    put: (parcel) => {
      device.set(place + parcel.response.id, parcel);
      void run();
    },
    flush,
    stop: () => {
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}
