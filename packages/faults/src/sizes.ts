/** The whole suite as `npm run test:faults` runs it, or the short form that is a part of `npm test`. */
const isFull = process.env['MILEPOST_FAULTS'] === 'full';

/** How much of everything is done, and how long a test may take for it. */
export const sizes = {
  isFull,
  killCycles: isFull ? 1_000 : 16,
  killedStarts: isFull ? 100 : 4,
  powerCuts: isFull ? 200 : 6,
  envelopes: isFull ? 1_000_000 : 3_000,
  idleConnections: isFull ? 10_000 : 1_000,
  timeout: isFull ? 60 * 60_000 : 120_000,
};
