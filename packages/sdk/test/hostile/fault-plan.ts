import { hash } from '@milepost/protocol/hash';
import { createRandom, type Random } from '@milepost/testkit';

/** What a request is about, as far as the network can tell. */
export type Route = 'script' | 'program' | 'claims' | 'responses';

/** What becomes of one request. */
export type Fault =
  | { kind: 'none' }
  /** The connection ends before anything of the request reaches the collector. */
  | { kind: 'dropped' }
  /** The request reaches the collector, and the connection ends before its answer reaches the page. */
  | { kind: 'cut' }
  /** Milliseconds on the way there and on the way back. */
  | { kind: 'late'; there: number; back: number }
  /** The collector gets it a second time. */
  | { kind: 'twice' }
  /** It reaches the collector after the next request of its kind, or after so many milliseconds. */
  | { kind: 'overtaken'; most: number }
  /** The collector's own way to refuse; or that of a proxy before it, which shares its answer with no page. */
  | { kind: 'refused'; status: 429 | 503; retryAfter: 1 | null; shared: boolean }
  /** Somebody else answers in the collector's place, with a page in HTML. */
  | { kind: 'stranger'; status: 200 | 403 | 404 | 502; shared: boolean }
  /** Half of the answer arrives. */
  | { kind: 'torn' }
  /** Nothing is answered, ever; the collector may have got it. */
  | { kind: 'hole'; reached: boolean };

/** How many of the requests of a kind are struck, in the worst of networks. */
const worst: Record<Route, number> = { script: 0.25, program: 0.4, claims: 0.8, responses: 0.95 };

const kinds: readonly ((random: Random) => Fault)[] = [
  () => ({ kind: 'dropped' }),
  () => ({ kind: 'cut' }),
  (random) => ({ kind: 'late', there: random.int(0, 1_500), back: random.int(0, 1_500) }),
  () => ({ kind: 'twice' }),
  (random) => ({ kind: 'overtaken', most: random.int(300, 2_000) }),
  (random) => ({
    kind: 'refused',
    status: random.pick([429, 503]),
    retryAfter: random.pick([1, null]),
    shared: random() < 0.7,
  }),
  (random) => ({ kind: 'stranger', status: random.pick([200, 403, 404, 502]), shared: random() < 0.5 }),
  () => ({ kind: 'torn' }),
  (random) => ({ kind: 'hole', reached: random() < 0.5 }),
];

/**
 * The faults of one run. What strikes the third send of a response depends on the seed alone, not on what other requests
 * come before it, so that a seed says the same however the page is scheduled.
 */
export function createFaultPlan(seed: number): (route: Route) => Fault {
  const severity = 0.3 + 0.7 * createRandom(hash(`${seed}`))();
  const counts: Record<Route, number> = { script: 0, program: 0, claims: 0, responses: 0 };
  return (route) => {
    counts[route] += 1;
    const random = createRandom(hash(`${seed} ${route} ${counts[route]}`));
    return random() < severity * worst[route] ? random.pick(kinds)(random) : { kind: 'none' };
  };
}
