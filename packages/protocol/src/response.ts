import { z } from 'zod';
import { exclusion } from './exclusion.ts';
import { gates } from './gates.ts';
import { limits } from './limits.ts';
import { instant, name, reference, uuid } from './wire-values.ts';

const scalar = z.union([z.string().max(limits.traitLength), z.number(), z.boolean()]);
/** Traits of a person, or facts of a response or a moment. */
export const properties = z
  .record(name, scalar)
  .refine((all) => Object.keys(all).length <= limits.traitsPerPerson, {
    error: `must have at most ${limits.traitsPerPerson} entries`,
  });
/** The person who was asked. Without an `id` the person is anonymous. */
export const person = z.object({
  id: z.exactOptional(reference),
  account: z.exactOptional(reference),
  role: z.exactOptional(reference),
  traits: z.exactOptional(properties),
});

/** A person who is not anonymous. */
export const knownPerson = person.extend({ id: reference });

/** The host's word for who the person is, signed: a JWT. */
export const proof = z.string().max(limits.proofLength);

/** An answer's value as it crosses the wire; the question decides what is right. Null withdraws the answer. */
const value = z.union([z.number(), z.string(), z.array(z.string()), z.null()]);

export const answer = z.object({
  question: z
    .string()
    .min(1)
    .max(limits.nameLength * 2),
  value,
  /** When it was given, by the device's clock. */
  at: z.exactOptional(instant),
});

export const channels = ['in_app', 'inline', 'link', 'email', 'interview', 'import'] as const;
export const dismissReasons = ['closed', 'escape', 'later', 'timeout', 'superseded'] as const;

/** One showing of one survey to one person, as far as it has come. */
export const response = z.object({
  id: uuid,
  touchpoint: name,
  survey: name,
  version: z.int().min(1),
  channel: z.exactOptional(z.enum(channels)),
  shown: instant,
  /** The probability with which this person was chosen. */
  sample: z.exactOptional(z.number().gt(0).max(1)),
  /** What the order of shuffled options was made of. */
  seed: z.exactOptional(z.int().min(0).max(0xffff_ffff)),
  locale: z.exactOptional(z.string().min(1).max(35)),
  page: z.exactOptional(z.string().max(limits.pageLength)),
  facts: z.exactOptional(properties),
  answers: z.exactOptional(z.array(answer).max(limits.answersPerResponse)),
  completed: z.exactOptional(instant),
  dismissed: z.exactOptional(z.object({ at: instant, reason: z.enum(dismissReasons) })),
});

const count = z.int().min(0);

/** A device may know of gates that are newer than this: what they held back is counted together. */
function knownGates(given: Record<string, number>): Record<string, number> {
  const known = new Map<string, number>();
  for (const [gate, times] of Object.entries(given)) {
    const counted = names.has(gate) ? gate : otherGate;
    known.set(counted, Math.min((known.get(counted) ?? 0) + times, Number.MAX_SAFE_INTEGER));
  }
  return Object.fromEntries(known);
}

/** What gates that are not known here are counted as. */
const otherGate = 'other';
const names: ReadonlySet<string> = new Set(gates);

/** How often a touchpoint was triggered on one device and day, and which gates closed. */
export const tally = z.object({
  id: uuid,
  day: z.iso.date(),
  touchpoint: name,
  triggered: count,
  gates: z.exactOptional(z.record(name, count).transform(knownGates)),
});

/**
 * The body of `POST /v1/responses`. Its responses and tallies are looked at one by one afterwards, so that a bad one
 * costs only itself.
 */
export const envelope = z.object({
  key: z.string(),
  sent: instant,
  person: z.exactOptional(person.extend({ proof: z.exactOptional(proof) })),
  responses: z.array(z.unknown()).max(limits.responsesPerEnvelope),
  tallies: z.exactOptional(z.array(z.unknown()).max(limits.talliesPerEnvelope)),
});

/**
 * A line of `POST /v1/import`: a response with its person. An exported one also tells when it was sent and received,
 * whether its person was verified, which exclusions keep it out of the scores, and when it was erased.
 */
export const importLine = response.extend({
  // What several sends have brought together is not refused when it comes back.
  answers: z.exactOptional(z.array(answer)),
  person: z.exactOptional(person),
  sent: z.exactOptional(instant),
  received: z.exactOptional(instant),
  verified: z.exactOptional(z.boolean()),
  excluded: z.exactOptional(z.array(exclusion).min(1)),
  erased: z.exactOptional(instant),
});

export type Person = z.output<typeof person>;
export type Properties = z.output<typeof properties>;
export type AnswerValue = z.output<typeof value>;
export type Answer = z.output<typeof answer>;
export type Response = z.output<typeof response>;
export type Tally = z.output<typeof tally>;
export type Envelope = z.output<typeof envelope>;
export type ImportLine = z.output<typeof importLine>;
export type Channel = (typeof channels)[number];
export type DismissReason = (typeof dismissReasons)[number];

/** A response together with the person it belongs to: what merges, and what a store keeps. */
export interface ResponseState extends Response {
  person?: Person;
  /** Whether the host's signature vouches for the person; absent where identity is not verified at all. */
  verified?: boolean;
}
