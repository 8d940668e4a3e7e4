import {
  type ClaimAnswer,
  type ClientProgram,
  claimRequest,
  limits,
  type OpenMoment,
} from '@milepost/protocol';
import { Hono } from 'hono';
import { createCalendar } from '../calendar.ts';
import { verifiedAt } from '../intake/identity.ts';
import { parseInput } from '../middleware/input.ts';
import { shareAnswers } from '../middleware/origins.ts';
import { ProblemError } from '../problem-error.ts';
import { claimJudge } from '../program/claim-judge.ts';
import type { KnownProgram } from '../program/known.ts';
import type { Services } from '../services.ts';
import type { Moment } from '../store/store.ts';
import { readPublicPost } from './public-post.ts';

/** `POST /v1/claims`: whether a known person may be asked now, and the person's open moments. */
export function claimRoutes(services: Services): Hono {
  const { store, identity, viewOf } = services;
  return new Hono().use(shareAnswers).post('/', async (c) => {
    const {
      project,
      body,
      received: now,
    } = await readPublicPost(c, { services, limit: limits.envelopeBytes });
    const request = parseInput(claimRequest, { input: body, code: 'envelope_invalid', what: 'the claim' });
    const { touchpoint, response } = request;
    const { person: who, vouched, fault } = await identity.of(request.person);
    // Moments are private, and a prompt of somebody else's is not to be taken away.
    if (fault || verifiedAt(vouched, now) === false)
      return c.json({
        ask: false,
        reason: 'person_unverified',
        until: null,
        moments: [],
      } satisfies ClaimAnswer);
    const person = { ...who, id: request.person.id };
    const known = await store.program(project);
    const view = known && (await viewOf(known, now));
    const open = await store.openMoments(project, { id: person.id, now });
    const moments = view ? deliveredMoments(open, view) : [];
    const answer = (told: Told) => c.json({ ...told, moments } satisfies ClaimAnswer);
    if (touchpoint === undefined || response === undefined)
      return answer({ ask: false, reason: null, until: null });
    if (!known || !view) return answer({ ask: false, reason: 'touchpoint_unknown', until: null });

    const period = accountPeriod(known, now);
    const outcome = await store.claim(
      {
        project,
        response,
        touchpoint,
        person: person.id,
        account: person.account ?? null,
        at: now,
        countPeopleSince: period?.start ?? null,
      },
      claimJudge({ program: view, touchpoint, person, now, account: period }),
    );
    if (outcome.kind === 'conflict')
      throw new ProblemError(
        'response_conflict',
        `response ${response} is of another ${outcome.field}; make a new id for every prompt`,
      );
    if (outcome.kind === 'granted') return answer({ ask: true });
    const { reason, eligibleAt } = outcome.decision;
    return answer({ ask: false, reason, until: instantText(eligibleAt) });
  });
}

type Told = { ask: true } | Omit<Extract<ClaimAnswer, { ask: false }>, 'moments'>;

const lastInstant = Date.UTC(9999, 11, 31);

/** RFC 3339; null where there is none, and for one that has no such text. */
function instantText(instant: number | null): string | null {
  return instant === null || instant > lastInstant ? null : new Date(instant).toISOString();
}

/** The period in which only a share of an account's people is asked, or null when all of them may be. */
function accountPeriod({ program }: KnownProgram, now: number) {
  const { perAccount } = program.governor;
  if (!perAccount) return null;
  return { ...createCalendar(program.timezone).periodAt(now, perAccount.per), share: perAccount.share };
}

/** Those whose touchpoint is live: of the highest priority first, then the oldest. */
function deliveredMoments(open: readonly Moment[], { touchpoints }: ClientProgram): OpenMoment[] {
  const priorityOf = ({ touchpoint }: Moment) => touchpoints[touchpoint]?.priority ?? 0;
  return open
    .filter(({ touchpoint }) => Object.hasOwn(touchpoints, touchpoint))
    .sort((a, b) => priorityOf(b) - priorityOf(a))
    .map(({ person: _person, made: _made, expires, ...told }) => ({
      ...told,
      expires: new Date(expires).toISOString(),
    }));
}
