import type { Delivery } from '../api.ts';
import type { Ports } from '../ports/index.ts';
import { keptParcels } from './kept-parcels.ts';
import type { Parcel } from './parcel.ts';
import { isSame, type KeptParcel, merged } from './parcels.ts';
import { retryAfterMs } from './retry-after.ts';
import type { SendingPorts } from './sending-ports.ts';

/** Keeps the latest state of every response on the device until the collector has it. */
export interface Outbox {
  /** Holds a state at once. Resolves when it is stored and was sent, or could not be. */
  put(parcel: Parcel): Promise<void>;
  /** Sends what waits; once consent was denied, lets go of it instead. */
  send(): Promise<void>;
  /** What the device keeps, of each response the latest state last. */
  all(): Promise<KeptParcel[]>;
  stop(): void;
}

interface OutboxOptions {
  ports: Pick<Ports, 'now' | 'device' | 'chance' | 'consented'> & SendingPorts;
  collector: string;
  key: string;
  /** What the names of everything kept on the device begin with. */
  prefix: string;
  onDelivery: (id: string, delivery: Delivery) => void;
  /** The collector will never take this one, or too many came after it, or it is too old; it is gone. */
  onDropped: (parcel: Parcel, code: string) => void;
}

/** What a device keeps at most, copies included. The collector takes nothing that was shown longer ago. */
export const maxParcels = 50;
export const maxAgeMs = 90 * 86_400_000;
const firstWaitMs = 1_000;
const longestWaitMs = 300_000;

export function createOutbox({
  ports,
  collector,
  key,
  prefix,
  onDelivery,
  onDropped,
}: OutboxOptions): Outbox {
  const { device } = ports;
  /** Where the device remembers that something is left to send. */
  const left = `${prefix}out`;
  /** No two marks are alike, so that nobody who looked before one takes it back. */
  const mark = () => device.set(left, ports.now() + ports.chance());
  const kept = keptParcels({ ports, prefix, mark });
  /** What this page has put and the collector does not have yet: a page that goes sends it without asking the device. */
  const held = new Map<string, Parcel>();
  /** States that are on their way. */
  const onTheWay = new Set<string>();
  let running = false;
  let changed = false;
  let stopped = false;
  let attempts = 0;
  /** What the collector asked for, in milliseconds. It is not asked before the timer ends, whatever else happens. */
  let wait = 0;
  let stopTimer = () => {};

  /** A host that listens may throw, and must not stop us. */
  const tell = (id: string, delivery: Delivery) => queueMicrotask(() => onDelivery(id, delivery));

  const retry = () => {
    stopTimer();
    if (stopped) return;
    const backOff = Math.min(longestWaitMs, firstWaitMs * 2 ** attempts) * (0.5 + ports.chance() / 2);
    stopTimer = ports.after(Math.max(backOff, wait), () => {
      attempts += 1;
      wait = 0;
      return send();
    });
  };

  const mayNot = () => stopped || !ports.consented || wait > 0;

  /** There is nothing more to do for a state, unless it has changed meanwhile: it was sent, or is dropped. */
  const settle = async (parcel: KeptParcel, dropped?: string) => {
    const { id, answers } = parcel.response;
    if (isSame(held.get(id), parcel)) held.delete(id);
    const answered = answers?.some(({ value }) => value !== null);
    await kept.change(id, (found) => {
      if (!isSame(found, parcel)) return found;
      return answered && !dropped ? { ...parcel, stored: true } : null;
    });
    if (!dropped && !held.has(id)) tell(id, 'sent');
    if (dropped && !parcel.stored) onDropped(parcel, dropped);
  };

  /** Sends a state. Resolves to whether to go on: it may, and something came back. */
  const post = async (parcel: Parcel) => {
    if (mayNot()) return false;
    const { person, response } = parcel;
    const text = JSON.stringify(response);
    if (onTheWay.has(text)) return true;
    onTheWay.add(text);
    tell(response.id, 'sending');
    const { status, body, retryAfter } = await ports.post(
      `${collector}/v1/responses`,
      JSON.stringify({
        key,
        sent: new Date(ports.now()).toISOString(),
        person: person ?? undefined,
        responses: [response],
      }),
    );
    onTheWay.delete(text);
    // Somebody else may answer in the collector's place: only its own words count.
    const answer = body as { rejected?: { code: string }[]; code?: string } | null;
    if (status === 200 && Array.isArray(answer?.rejected)) {
      attempts = 0;
      await settle(parcel, answer.rejected[0]?.code);
    } else if (/^(envelope_invalid|too_large)$/.test(`${answer?.code}`)) await settle(parcel, answer?.code);
    else {
      tell(response.id, 'kept');
      wait = Math.max(wait, retryAfterMs(retryAfter, ports.now()));
      retry();
    }
    return status > 0;
  };

  /** What is left to send, oldest first; what is too old, or of too many the oldest, is dropped. */
  const waiting = async () => {
    const marked = device.get(left);
    const parcels = (await kept.all()).sort((a, b) => (a.response.shown < b.response.shown ? -1 : 1));
    const unsent = new Map<string, Parcel>();
    for (const [index, parcel] of parcels.entries()) {
      const { id, shown } = parcel.response;
      if (index < parcels.length - maxParcels || ports.now() - Date.parse(shown) > maxAgeMs)
        await settle(parcel, 'expired');
      else if (!parcel.stored) unsent.set(id, parcel);
      // Another tab has sent it.
      else if (isSame(held.get(id), parcel)) await settle(parcel);
    }
    for (const [id, parcel] of held) unsent.set(id, parcel);
    // The mark goes last: a page that dies while it looks must leave it.
    if (!unsent.size && device.get(left) === marked) device.set(left, null);
    return unsent.values();
  };

  const send = async () => {
    if (!ports.consented) held.clear();
    if (mayNot() || !(held.size || device.get(left))) return;
    changed = true;
    if (running) return;
    running = true;
    await ports.alone(left, async () => {
      while (changed) {
        changed = false;
        // One that fails must not hold up those behind it, unless nothing comes back at all.
        for (const parcel of await waiting()) if (!(await post(parcel))) break;
        await waiting();
      }
      running = false;
    });
  };

  /** The page may be going: everything at once, and whoever else is sending. */
  const flush = () => {
    for (const parcel of held.values()) void post(parcel);
  };
  const stops = [ports.onLeave(flush), ports.onOnline(send), () => stopTimer()];
  void send();

  return {
    put: async (parcel) => {
      if (!ports.consented) return;
      const { id } = parcel.response;
      held.set(id, parcel);
      mark();
      await kept.change(id, (found) => {
        const isLatest = held.get(id) === parcel;
        parcel = merged(parcel, found);
        if (isLatest) held.set(id, parcel);
        return parcel;
      });
      // Once more: another tab may have looked before it was there.
      mark();
      await send();
    },
    send,
    all: async () => [...(await kept.all()), ...held.values()],
    stop: () => {
      // What the device has not stored yet would be lost.
      flush();
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}
