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
  stop(): void;
}

interface OutboxOptions {
  ports: Pick<Ports, 'now' | 'device' | 'random'> & SendingPorts;
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
  const { device } = ports;
  let sending = false;
  let changed = false;
  let stopped = false;
  let attempts = 0;
  let notBefore = 0;
  let stopTimer = () => {};

  const waiting = () => device.keys(place).sort();
  /** What waits at a place; anything that is no parcel of ours is cleared away. */
  const take = (at: string) => {
    const parcel = device.get(at) as Parcel | null;
    if (parcel?.response?.shown) return parcel;
    device.set(at, null);
    return null;
  };
  const drop = (at: string, code: string) => {
    const parcel = take(at);
    device.set(at, null);
    if (parcel) onDropped(parcel, code);
  };

  /** What is too old is never sent, nor of too many the oldest: their ids begin with the time. */
  const tidy = () => {
    const all = waiting();
    for (const [index, at] of all.entries()) {
      const shown = take(at)?.response.shown ?? '';
      if (index < all.length - maxParcels || ports.now() - Date.parse(shown) > maxAgeMs) drop(at, 'expired');
    }
  };

  /** Sends what waits at a place. Resolves to how long to wait before the next try; null when there is no need of one. */
  const send = async (at: string): Promise<number | null> => {
    const parcel = take(at);
    if (!parcel) return null;
    const { person, response } = parcel;
    const { id } = response;
    onDelivery(id, 'sending');
    const sent = new Date(ports.now()).toISOString();
    const envelope = { key, sent, ...(person && { person }), responses: [response] };
    const { status, body, retryAfterMs } = await ports.post(
      `${collector}/v1/responses`,
      JSON.stringify(envelope),
    );
    const answer = body as { rejected?: { code: string }[]; code?: string } | null;
    // Somebody else may answer in the collector's place: only its own words count.
    if (status === 200 && answer?.rejected) {
      const [refusal] = answer.rejected;
      if (refusal) drop(at, refusal.code);
      // Only what was sent may go: another answer may have been given meanwhile.
      else if (JSON.stringify(take(at)) !== JSON.stringify(parcel)) return send(at);
      else {
        device.set(at, null);
        onDelivery(id, 'sent');
      }
      return null;
    }
    if ((status === 400 || status === 413) && answer?.code) {
      drop(at, answer.code);
      return null;
    }
    onDelivery(id, 'kept');
    return retryAfterMs ?? 0;
  };

  /** A collector that named a time is not asked before it, whatever else happens. */
  const mayNot = () => stopped || ports.now() < notBefore;

  const retryLater = (retryAfter: number) => {
    const backOff = Math.min(longestWaitMs, firstWaitMs * 2 ** attempts++) * (0.5 + ports.random() / 2);
    notBefore = retryAfter && ports.now() + retryAfter;
    stopTimer();
    stopTimer = ports.after(retryAfter || backOff, run);
  };

  const run = async () => {
    changed = true;
    if (sending || mayNot()) return;
    sending = true;
    while (changed && !mayNot()) {
      changed = false;
      let wait: number | null = null;
      // One that fails must not hold up those behind it, unless the collector named a time.
      for (const at of waiting()) {
        wait = (await send(at)) ?? wait;
        if (wait || stopped) break;
      }
      if (wait === null) attempts = 0;
      else retryLater(wait);
    }
    sending = false;
  };

  /** Sends everything that waits, now: the page may be going. */
  const flush = () => {
    if (mayNot()) return;
    for (const at of waiting())
      void send(at).then((wait) => {
        if (wait !== null) retryLater(wait);
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
    stop: () => {
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}
