import { checkProgram } from '@milepost/protocol';
import { buildProgram } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';
import { plannedScore } from './score.ts';

/** The score of `ticket_closed` when its survey asks this. */
function scoreOfSurvey(...questions: object[]) {
  const { surveys, ...document } = buildProgram();
  const { program, faults } = checkProgram({
    ...document,
    surveys: { ...surveys, 'support-csat': { questions } },
  });
  if (!program) throw new Error(JSON.stringify(faults));
  return plannedScore(program, 'ticket_closed');
}

const net = { plan: { of: 'net' }, meanOf: null };
const share = { plan: { of: 'share' }, meanOf: null };
const items = { needs: 'Met?', ease: 'Easy?', enjoyment: 'Nice?' };

describe('plannedScore', () => {
  it.each<[question: object, planned: object]>([
    [{ type: 'nps' }, net],
    [{ type: 'cxi', ...items }, net],
    [{ type: 'csat', points: 3 }, share],
    [{ type: 'ces' }, share],
    [{ type: 'pmf' }, share],
    [{ type: 'thumbs' }, share],
    [{ type: 'rating', top: 4 }, share],
    [
      { type: 'rating', points: 10 },
      { plan: { of: 'mean', deviation: 4.5 }, meanOf: { id: '1..10', min: 1, max: 10 } },
    ],
    [
      { type: 'ces', edition: 1 },
      { plan: { of: 'mean', deviation: 2 }, meanOf: { id: '1..5:effort', min: 1, max: 5 } },
    ],
  ])('plans for the score of %j', (question, planned) => {
    expect(scoreOfSurvey({ id: 'q', text: 'And?', ...question })).toStrictEqual(planned);
  });

  it('looks at the first question on a scale', () => {
    const why = { id: 'why', type: 'text', text: 'Why?' };
    const nps = { id: 'likely', type: 'nps', text: 'How likely?' };
    const csat = { id: 'satisfied', type: 'csat', text: 'How satisfied?' };
    expect(scoreOfSurvey(why, nps, csat)).toStrictEqual(net);
    expect(scoreOfSurvey(why)).toBeNull();
  });
});
