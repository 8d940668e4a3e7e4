import { createSecretKey, type KeyObject } from 'node:crypto';
import { faultsOf, limits, type Person, person, plainWords } from '@milepost/protocol';
import type { errors, JWTPayload } from 'jose';
import type { RejectionFault } from './check.ts';

/** Who somebody is, or why that cannot be believed. */
export type Identified =
  | { person: Person | undefined; vouched: Vouched; fault: null }
  | { person: null; vouched: null; fault: RejectionFault };

/**
 * Until when the host's word for a person holds, in milliseconds since the epoch; `-Infinity` without its word. Null where
 * nobody asks for it: identity is off, or the person is anonymous.
 */
export type Vouched = number | null;

/** Finds out who somebody is by the proof that the host has signed. */
export interface Identity {
  /** Whether proofs are looked at. */
  on: boolean;
  /** Who an envelope is of; the proof itself is not kept. At once where there is none to look at. */
  of(claimed: (Person & { proof?: string }) | undefined): Identified | Promise<Identified>;
}

/**
 * @param secret what the host signs with (HS256); null turns identity off: everybody is who they say they are
 * @param clock milliseconds since the epoch
 * @example
 * const { person, vouched } = await createIdentity(secret, clock).of({ id: 'u-17', proof });
 * const verified = verifiedAt(vouched, shown);
 */
export function createIdentity(secret: string | null, clock: () => number): Identity {
  const key = secret === null ? null : createSecretKey(Buffer.from(secret));
  return {
    on: key !== null,
    of: (claimed) => {
      if (!claimed) return { person: undefined, vouched: null, fault: null };
      const { proof, ...said } = claimed;
      if (!key) return { person: said, vouched: null, fault: null };
      if (proof === undefined)
        return { person: said, vouched: said.id === undefined ? null : -Infinity, fault: null };
      return prove(said, { proof, key, now: clock() });
    },
  };
}

/** Whether a response was shown while the host vouched for its person; undefined where nobody asks. */
export function verifiedAt(vouched: Vouched, shown: number): boolean | undefined {
  return vouched === null ? undefined : shown <= vouched;
}

interface Proof {
  proof: string;
  key: KeyObject;
  now: number;
}

const signed = person.pick({ account: true, role: true, traits: true });

/** What the host signed counts; what it did not, as it was said. */
async function prove(said: Person, { proof, key, now }: Proof): Promise<Identified> {
  let claims: JWTPayload;
  try {
    claims = await readProof(proof, { key, now });
  } catch (error) {
    return refuse(wordsOf(error));
  }
  if (claims.sub !== said.id) return refuse('is of somebody else: its "sub" must be person.id');
  const parsed = signed.safeParse(claims, { error: plainWords });
  if (!parsed.success) {
    const faults = faultsOf(parsed.error.issues).map(({ path, message }) => `${path}: ${message}`);
    return refuse(`holds what nobody can be: ${faults.join('; ')}`);
  }
  const { traits, ...rest } = parsed.data;
  return {
    person: { ...said, ...rest, ...(traits && { traits: { ...said.traits, ...traits } }) },
    vouched: Number(claims.exp) * 1000,
    fault: null,
  };
}

/** The claims of a proof that was good at some time; one that has expired may have held when a response was shown. */
async function readProof(proof: string, { key, now }: Omit<Proof, 'proof'>): Promise<JWTPayload> {
  // Loaded with the first proof: most collectors verify nobody.
  const { jwtVerify } = await import('jose');
  try {
    const { payload } = await jwtVerify(proof, key, {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now),
      // The host's clock may be ahead of ours.
      clockTolerance: limits.skewToleranceMs / 1000,
    });
    return payload;
  } catch (error) {
    if (isOf<errors.JWTExpired>(error, 'ERR_JWT_EXPIRED')) return error.payload;
    throw error;
  }
}

/** Never in the words of what came: they would repeat the proof. */
function wordsOf(error: unknown): string {
  if (isOf<errors.JWTClaimValidationFailed>(error, 'ERR_JWT_CLAIM_VALIDATION_FAILED'))
    return error.reason === 'missing'
      ? `lacks "${error.claim}"`
      : `has a "${error.claim}" that does not hold`;
  return 'is no JWT that was signed by HS256 with MILEPOST_IDENTITY_SECRET';
}

function isOf<Failure extends errors.JOSEError>(error: unknown, code: Failure['code']): error is Failure {
  return error instanceof Error && 'code' in error && error.code === code;
}

function refuse(why: string): Identified {
  return { person: null, vouched: null, fault: ['person_unverified', `person.proof ${why}`] };
}
