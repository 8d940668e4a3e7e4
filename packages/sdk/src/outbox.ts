import type { Person, Response } from '@milepost/protocol';
import { parcelPrefix } from './outbox-place.ts';
import type { Ports } from './ports/index.ts';
import type { Delivery } from './session.ts';

/** The latest state of a response, as it waits to be sent. */
export interface Parcel {
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
  ports: Ports;
  key: string;
  prefix: string;
  onDelivery: (id: string, delivery: Delivery) => void;
  /** The collector will never take this one; it is gone. */
  onDropped: (parcel: Parcel, code: string) => void;
}

const maxParcels = 50;
const maxAgeMs = 30 * 86_400_000;
const firstWaitMs = 1_000;
const longestWaitMs = 300_000;

export function createOutbox({ ports, key, prefix, onDelivery, onDropped }: OutboxOptions): Outbox {
  const { clock, device, page, random, transport } = ports;
  const place = parcelPrefix(prefix);
  let sending = false;
  let stopped = false;
  let attempts = 0;
  let notBefore = 0;
  let stopTimer = () => {};

  const waiting = () => device.keys(place).sort();
  const take = (at: string) => device.get(at) as Parcel | null;

  const drop = (at: string, parcel: Parcel, code: string) => {
    device.remove(at);
    onDropped(parcel, code);
  };

  /** The oldest go first; what is too many or too old is never sent. */
  const tidy = () => {
    for (const [index, at] of waiting().entries()) {
      const parcel = take(at);
      if (!parcel) device.remove(at);
      else if (clock.now() - Date.parse(parcel.response.shown) > maxAgeMs) drop(at, parcel, 'too_old');
      else if (index < waiting().length - maxParcels) drop(at, parcel, 'outbox_full');
    }
  };

  const send = async (at: string): Promise<'done' | 'again' | { wait: number | null }> => {
    const parcel = take(at);
    if (!parcel) return 'done';
    const { person, response } = parcel;
    onDelivery(response.id, 'sending');
    const sent = new Date(clock.now()).toISOString();
    const envelope = { key, sent, ...(person && { person }), responses: [response] };
    const { status, body, retryAfterMs } = await transport.post('/v1/responses', JSON.stringify(envelope));
    if (status === 200) {
      const refusal = (body as { rejected?: { code: string }[] } | null)?.rejected?.[0];
      if (refusal) drop(at, parcel, refusal.code);
      // Only what was sent may go: another answer may have been given meanwhile.
      else if (JSON.stringify(take(at)) !== JSON.stringify(parcel)) return 'again';
      else {
        device.remove(at);
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
    const backOff = Math.min(longestWaitMs, firstWaitMs * 2 ** attempts++) * (0.5 + random.number() / 2);
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
  const stops = [page.onLeave(flush), page.onOnline(run), () => stopTimer()];
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
