import { type Envelope, envelope, type ResponseState, type Tally } from '@milepost/protocol';
import type { Logger } from 'pino';
import type { Admit } from '../middleware/admit.ts';
import { objectOf, parseInput } from '../middleware/input.ts';
import { onceATurn } from '../once-a-turn.ts';
import { type Answer, problemAnswer } from '../problem-answer.ts';
import type { KnownProgram } from '../program/known.ts';
import type { Batch, IncomingResponse, Outcome, RejectedInput, Store } from '../store/store.ts';
import { type Checked, checkResponse, checkTally, type Rejection, refuse } from './check.ts';
import { corrected, type SendTimes } from './clock-skew.ts';
import { type Identified, type Identity, verifiedAt } from './identity.ts';
import type { Intake } from './queue.ts';
import { rejectedInput } from './rejected-input.ts';
import { scrubResponse } from './scrub.ts';

/** A `POST /v1/responses`, whatever has taken it. */
interface Post {
  /** Rejects as `readBytes` does. */
  body: Promise<Uint8Array>;
  origin: string | undefined;
  address: string;
}

/**
 * Checks what was posted (size, JSON, key, origin, rate, envelope), stores it, and acknowledges what is durable. It
 * knows nothing of a framework, since answers come in faster than one can hand them on.
 */
export type Receive = (post: Post) => Promise<Answer>;

interface ReceiveParts {
  store: Pick<Store, 'program'>;
  intake: Intake;
  admit: Admit;
  identity: Identity;
  clock: () => number;
  log: Logger;
}

export function createReceive({ store, intake, admit, identity, clock, log }: ReceiveParts): Receive {
  const programOf = onceATurn((project) => store.program(project));

  const acknowledgement = async ({ body, origin, address }: Post) => {
    const bytes = await body;
    const input = objectOf(bytes, { code: 'envelope_invalid', what: 'the body' });
    const received = clock();
    const { project } = await admit({ key: input['key'], origin, address });
    const parsed = parseInput(envelope, { input, code: 'envelope_invalid', what: 'the envelope' });
    const known = await programOf(project);
    const { batch, rejections } = checkEnvelope(parsed, {
      project,
      known,
      identified: await identity.of(parsed.person),
      times: { sent: Date.parse(parsed.sent), received },
    });
    return acknowledge(batch, { outcomes: await intake.submit(batch, bytes.byteLength), rejections });
  };

  return async (post) => {
    try {
      const body = JSON.stringify(await acknowledgement(post));
      return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
    } catch (error) {
      return problemAnswer(error, log);
    }
  };
}

interface Basis {
  project: string;
  known: KnownProgram | null;
  identified: Identified;
  times: SendTimes;
}

/** What of an envelope can be stored, and why the rest cannot. */
function checkEnvelope(
  { person, responses, tallies = [] }: Envelope,
  { project, known, identified, times }: Basis,
): { batch: Batch; rejections: Rejection[] } {
  const rejections: Rejection[] = [];
  const rejected: RejectedInput[] = [];
  const incoming: IncomingResponse[] = [];
  for (const input of responses) {
    const { value, rejection } = checkWhole(input, { known, identified, times });
    if (value) incoming.push({ state: value, ...times });
    else {
      rejections.push(rejection);
      rejected.push(rejectedInput(rejection, { input, person: person?.id ?? null, known }));
    }
  }
  const counted: Tally[] = [];
  for (const input of tallies) {
    const { value, rejection } = checkTally(input, known);
    if (value) counted.push(value);
    else rejections.push(rejection);
  }
  return { batch: { project, responses: incoming, tallies: counted, rejected }, rejections };
}

/** A response of an envelope with its person, as it is kept. */
function checkWhole(
  input: unknown,
  { known, identified, times }: Omit<Basis, 'project'>,
): Checked<ResponseState> {
  const checked = checkResponse(input, known, times);
  if (!checked.value || !known) return checked;
  const { person, vouched, fault } = identified;
  if (fault) return refuse(checked.value.id, ...fault);
  const verified = verifiedAt(vouched, corrected(Date.parse(checked.value.shown), times));
  const state = {
    ...checked.value,
    ...(person && { person }),
    ...(verified !== undefined && { verified }),
  };
  return { value: scrubResponse(state, known), rejection: null };
}

interface Acknowledgement {
  accepted: number;
  repeated: number;
  rejected: Rejection[];
}

function acknowledge(
  { responses }: Batch,
  { outcomes, rejections }: { outcomes: readonly Outcome[]; rejections: readonly Rejection[] },
): Acknowledgement {
  const told: Acknowledgement = { accepted: 0, repeated: 0, rejected: [...rejections] };
  for (const [index, outcome] of outcomes.entries())
    if (outcome.kind !== 'rejected') told[outcome.kind] += 1;
    else {
      const { code, detail } = outcome;
      told.rejected.push({ id: responses[index]?.state.id ?? null, code, detail });
    }
  return told;
}
