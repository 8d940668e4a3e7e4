import type { Decision, Outcome } from '@milepost/sdk';
import { fullTime } from './when.ts';

const reasons: Record<string, string> = {
  paused: 'asking is paused',
  schedule: 'not the time to ask',
  audience: 'not in the audience',
  sample: 'not in the sample',
  repeat: 'asked about this before',
  quiet_period: 'asked something else a short while ago',
  per_session: 'asked enough in this session',
  quota: 'enough customers have answered',
  precision: 'the score is exact enough',
  consent: 'no consent was given',
  busy: 'another question is open',
  automation: 'a program drives this browser',
  not_connected: 'Milepost cannot be reached',
  program_unavailable: 'Milepost cannot be reached',
};

/**
 * What Milepost decided, in words.
 *
 * @param now milliseconds since the epoch; a time that has passed is not worth telling
 * @example
 * inWords({ status: 'completed', answers: { satisfaction: 4 } }, null, now); // 'Answered: satisfaction 4.'
 */
export function inWords(outcome: Outcome, decision: Decision | null, now: number): string {
  const { status, reason } = outcome;
  const answers = listed(outcome.answers);
  switch (status) {
    case 'completed':
      return answers ? `Answered: ${answers}.` : 'Seen to the end without an answer.';
    case 'dismissed':
      return answers ? `Closed before its end, and kept: ${answers}.` : 'Closed without an answer.';
    case 'not_asked':
      return `Not asked: ${sayReason(reason)}.${again(decision, reason, now)}`;
    case 'failed':
      return `Not asked: ${sayReason(reason)}. The helpdesk works all the same.`;
  }
}

function listed(answers: Outcome['answers']): string {
  return Object.entries(answers)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([question, value]) => `${question} ${typeof value === 'string' ? `“${value}”` : String(value)}`)
    .join(', ');
}

function sayReason(reason: string | undefined): string {
  if (!reason) return 'no reason was given';
  return reasons[reason] ?? reason.replaceAll('_', ' ');
}

/** The day on which every gate that opens by itself is open; nothing when waiting is not the cure. */
function again(decision: Decision | null, reason: string | undefined, now: number): string {
  const cause = decision?.gates.find(({ gate }) => gate === reason);
  if (!decision || !cause?.eligibleAt) return '';
  const at = Math.max(...decision.gates.map(({ eligibleAt }) => eligibleAt ?? 0));
  return at > now ? ` May ask again on ${fullTime(at)}.` : '';
}
