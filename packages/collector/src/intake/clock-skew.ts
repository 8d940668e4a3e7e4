import { limits } from '@milepost/protocol';

/** When a send left, by the device's clock, and when it arrived, by ours; null when nothing tells when it left. */
export interface SendTimes {
  sent: number | null;
  received: number;
}

/**
 * Of two sends of one response the one that took the least time, by these two clocks: its difference is closest to
 * how far the device's clock is off. A send without its time tells nothing.
 */
export function closerSend(a: SendTimes, b: SendTimes): SendTimes {
  if (a.sent === null && b.sent === null) return a.received <= b.received ? a : b;
  if (a.sent === null) return b;
  if (b.sent === null) return a;
  const [tookA, tookB] = [a.received - a.sent, b.received - b.sent];
  if (tookA !== tookB) return tookA < tookB ? a : b;
  return a.received <= b.received ? a : b;
}

/** An instant of the device's clock by ours; a clock that is off by no more than the tolerance is believed. */
export function corrected(instant: number, { sent, received }: SendTimes): number {
  if (sent === null) return instant;
  const skew = received - sent;
  return Math.abs(skew) > limits.skewToleranceMs ? instant + skew : instant;
}
