import type { ClaimAnswer, OpenMoment, Person } from '@milepost/protocol';
import { inTime } from '../sending/in-time.ts';
import type { SendingPorts } from '../sending/sending-ports.ts';

/** What the collector knows of a person and this device does not. */
export interface Claims {
  /** Why the person must not be asked now. Null when they may, or when the page has to decide by itself. */
  refusal(prompt: { person: Person; touchpoint: string; response: string }): Promise<string | null>;
  /** What the person is to be asked about, in order; null when nothing tells. */
  moments(person: Person): Promise<OpenMoment[] | null>;
}

interface ClaimsOptions {
  ports: Pick<SendingPorts, 'post' | 'after'>;
  collector: string;
  key: string;
}

export function createClaims({ ports, collector, key }: ClaimsOptions): Claims {
  const ask = async (claim: object): Promise<ClaimAnswer | null> => {
    const { status, body } = await ports.post(`${collector}/v1/claims`, JSON.stringify({ key, ...claim }));
    const answer = body as ClaimAnswer | null;
    // Somebody else may answer in the collector's place: only its own words count.
    return status === 200 && Array.isArray(answer?.moments) ? answer : null;
  };
  return {
    refusal: async (prompt) => {
      const answer = await inTime(ask(prompt), ports);
      return answer?.ask === false ? answer.reason : null;
    },
    moments: async (person) => (await ask({ person }))?.moments ?? null,
  };
}
