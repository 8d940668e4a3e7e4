import { hash } from '@milepost/protocol/hash';

/** A number in [0, 1) that is always the same for the same key. */
export function sticky(key: string): number {
  return hash(key) / 2 ** 32;
}

/** A draw that keeps its outcome. Times are milliseconds since the epoch. */
export interface Draw {
  /** Who is asked, and what. */
  subject: string;
  touchpoint: string;
  /** The probability of being drawn, 0..1. */
  sample: number;
  /** How long a draw holds, in milliseconds; for good when absent. */
  redrawAfter?: number;
}

/** Draws that are looked at to find the next one that somebody belongs to. */
export const epochs = 999;

/**
 * The first instant from `from` on at which a person belongs to the sample of a touchpoint: `from` itself, the
 * beginning of a later epoch, or `Infinity` for never (or in none of the next 999 epochs). It is decided once an epoch,
 * by a hash of person, touchpoint and epoch, and never rolled again at the next trigger.
 *
 * @example
 * sampledFrom({ subject: 'u-17', touchpoint: 'ticket_closed', sample: 1 }, 5); // 5
 */
export function sampledFrom({ subject, touchpoint, sample, redrawAfter = 0 }: Draw, from: number): number {
  const first = redrawAfter && Math.floor(from / redrawAfter);
  for (let epoch = first; epoch < first + (redrawAfter && sample ? epochs : 1); epoch++)
    if (sticky(`${subject}\n${touchpoint}\n${epoch}`) < sample) return Math.max(from, epoch * redrawAfter);
  return Number.POSITIVE_INFINITY;
}

/**
 * The survey that a person is asked at a touchpoint: always the same one of its variants. A variant that is added at the
 * end takes people from `survey` alone.
 */
export function variantFor(
  subject: string,
  touchpoint: string,
  { survey, variants = [] }: { survey: string; variants?: [survey: string, below: number][] },
): string {
  const at = sticky(`${subject}\n${touchpoint}\nvariant`);
  return variants.find(([, below]) => at < below)?.[0] ?? survey;
}
