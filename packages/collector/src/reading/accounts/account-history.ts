import type { AccountEvidence } from '@milepost/metrics';
import { limits } from '@milepost/protocol';
import { fateOf } from '../../intake/cells.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { AccountPrompt } from '../../store/store.ts';
import { type AccountWindow, latestDays, spans, windowDays } from './account-window.ts';
import { type ScaledAnswer, scaledAnswers } from './scaled-answers.ts';

/** What somebody of an account last thought at one survey. */
export interface LatestOpinion extends ScaledAnswer {
  /** Null for somebody anonymous. */
  person: string | null;
  role: string | null;
  touchpoint: string;
  survey: string;
  /** When it was given, in milliseconds since the epoch by the corrected clock. */
  instant: number;
}

/** What the prompts of an account in a window tell of it. */
export interface AccountHistory {
  account: string;
  evidence: AccountEvidence;
  /** When anybody of it answered last, in milliseconds since the epoch; null for never. */
  latest: number | null;
  /** People who were shown a prompt; somebody anonymous is one each time. */
  people: number;
  /** The latest of each person and survey, the latest last. */
  opinions: LatestOpinion[];
}

interface Context {
  window: AccountWindow;
  known: KnownProgram;
  now: number;
}

/**
 * Adds up the prompts of one account, the oldest first. A sentiment is the first answer of a survey that lies on a scale and
 * is no declared intent; of each person and survey the latest counts. A prompt that is open still may yet be answered,
 * and is not one of those that silence is told by.
 */
export function accountHistory(
  account: string,
  prompts: readonly AccountPrompt[],
  context: Context,
): AccountHistory {
  const { window, known, now } = context;
  const opinions = new Map<string, LatestOpinion>();
  const perSpan = Array.from({ length: spans }, () => new Map<string, number>());
  const told = { earlier: { answered: 0, shown: 0 }, latest: { answered: 0, shown: 0 } };
  const intents = new Map<string, number>();
  const roles = new Map<string, string>();
  const scores = new Map<string, { value: number; order: number }>();
  const people = new Set<string>();
  let latest: number | null = null;

  for (const [order, { shown, state }] of prompts.entries()) {
    const person = state.person?.id ?? null;
    const who = person === null ? `response ${state.id}` : `person ${person}`;
    const before = window.daysBefore(shown);
    const answered = state.answers?.some(({ value }) => value !== null) ?? false;
    people.add(who);
    if (state.person?.role !== undefined) roles.set(who, state.person.role);
    if (answered || fateOf(state) !== 'open' || shown < now - limits.openForMs) {
      const part = before < latestDays ? told.latest : told.earlier;
      part.shown += 1;
      part.answered += Number(answered);
    }
    if (!answered) continue;
    // The device's clock, set right as far as the showing was.
    const skew = shown - Date.parse(state.shown);
    const instantOf = (at: string | undefined) => (at === undefined ? shown : Date.parse(at) + skew);
    for (const { value, at } of state.answers ?? [])
      if (value !== null) latest = Math.max(latest ?? instantOf(at), instantOf(at));
    const answers = scaledAnswers(state, known);
    for (const { as, intent } of answers) if (as) intents.set(as, intent);
    const opinion = answers.find(({ as }) => as === null);
    if (opinion) {
      const key = JSON.stringify([who, state.survey]);
      const { touchpoint, survey } = state;
      // Taken out first, so that the latest is last.
      opinions.delete(key);
      opinions.set(key, {
        ...opinion,
        person,
        role: null,
        touchpoint,
        survey,
        instant: instantOf(opinion.at),
      });
      const span = spans - 1 - Math.floor((before * spans) / windowDays);
      perSpan[span]?.set(key, opinion.sentiment);
    }
    const score = answers.find(({ type, as }) => type === 'nps' && as === null);
    if (score) scores.set(who, { value: score.value, order });
  }

  const deciding = [...scores]
    .filter(([who]) => roles.get(who) === 'decision_maker')
    .map(([, score]) => score)
    .sort((a, b) => a.order - b.order)
    .at(-1);
  const withRoles = [...opinions].map(([key, opinion]) => {
    const [who = ''] = JSON.parse(key) as string[];
    return { ...opinion, role: roles.get(who) ?? null };
  });
  return {
    account,
    evidence: {
      sentiments: counted(withRoles.map(({ sentiment }) => sentiment)),
      periodNets: perSpan.map((sentiments) => netOf([...sentiments.values()])),
      prompts: told,
      renewalIntent: intents.get('renewal_intent') ?? null,
      growthIntent: intents.get('growth_intent') ?? null,
      decisionMakerLatest: deciding?.value ?? null,
    },
    latest,
    people: people.size,
    opinions: withRoles,
  };
}

function counted(sentiments: readonly number[]) {
  const of = (wanted: number) => sentiments.filter((sentiment) => sentiment === wanted).length;
  return { detractors: of(-1), passives: of(0), promoters: of(1) };
}

function netOf(sentiments: readonly number[]): number | null {
  if (sentiments.length === 0) return null;
  return sentiments.reduce((sum, sentiment) => sum + sentiment, 0) / sentiments.length;
}
