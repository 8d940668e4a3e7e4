export const minimal = {
  id: '019aa9f0-1c2d-7e3f-8a4b-5c6d7e8f9a0b',
  touchpoint: 'ticket_closed',
  survey: 'support-csat',
  version: 3,
  shown: '2026-11-22T06:59:50.001Z',
};
export const knownPerson = {
  id: 'u-17',
  account: 'acme',
  role: 'decision_maker',
  traits: { plan: 'pro', vintage: '2026-01', seats: 12, beta: true },
};
export const full = {
  ...minimal,
  channel: 'in_app',
  sample: 1,
  seed: 4_294_967_295,
  locale: 'en',
  page: '/tickets/42',
  facts: { ticketId: 'T-42', queue: 'billing' },
  answers: [{ question: 'satisfaction', value: 4, at: '2026-11-22T06:59:58.400Z' }],
  completed: '2026-11-22T07:00:03.000Z',
  dismissed: { at: '2026-11-22T07:00:04.000Z', reason: 'closed' },
};
export const dayTally = {
  id: minimal.id,
  day: '2026-11-22',
  touchpoint: 'ticket_closed',
  triggered: 9,
  gates: { sample: 4, quiet_period: 3 },
};
export const post = {
  key: 'mp_pub_0123456789abcdef',
  sent: '2026-11-22T07:00:03.120Z',
  person: { ...knownPerson, proof: 'a.b.c' },
  responses: [full],
  tallies: [dayTally],
};

interface Schema {
  safeParse(input: unknown): { success: boolean; error?: { issues: { path: PropertyKey[] }[] } | undefined };
}
export const takes = (schema: Schema, input: unknown) => schema.safeParse(input).success;
/** Where the faults of an input are. */
export const faults = (schema: Schema, input: unknown) =>
  (schema.safeParse(input).error?.issues ?? []).map(({ path }) => path.join('.'));
export const without = (from: object, key: string) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => name !== key));
export const entries = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, index]));
export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
