import { describe, expect, it } from 'vitest';
import { checkProgram } from './check.ts';
import { clientView } from './client-view.ts';
import type { Program } from './document.ts';

const options = [
  { id: 'red', text: 'Red' },
  { id: 'blue', text: 'Blue' },
];
const questions = [
  {
    id: 'renew',
    type: 'nps',
    text: 'Will you stay?',
    next: [{ when: { max: 6 }, go: 'why' }, { go: 'end' }],
  },
  { id: 'why', type: 'choice', text: 'Why?', optional: true, options },
];
const locales = { de: { renew: { text: 'Bleiben Sie?', labels: { low: 'Nein' } } } };

/** A program in which everything that a browser need not know has the word `hidden` or the digits 619. */
const document = {
  $schema: 'hidden/program.schema.json',
  locale: 'fr',
  stages: [
    { id: 'hidden-stage', label: 'Hidden stage' },
    { id: 'hidden-other', label: 'Hidden other' },
  ],
  touchpoints: {
    ticket_closed: {
      label: 'Hidden label',
      stage: 'hidden-stage',
      pattern: 'potential',
      survey: 'support',
      ask: {
        sample: 0.25,
        delay: '2s',
        repeatAfter: '30d',
        priority: 7,
        audience: { plan: ['pro', 3, true] },
        quota: { per: 'quarter', answers: 6_191 },
        target: { per: 'year', margin: 0.6192 },
      },
    },
    relationship: { label: 'Hidden too', stage: 'hidden-other', pattern: 'present', survey: 'plain' },
  },
  surveys: {
    support: {
      questions: [
        { ...questions[0], as: 'renewal_intent' },
        { ...questions[1], as: 'growth_intent' },
      ],
      locales,
    },
    plain: { questions: [{ id: 'q', type: 'thumbs', text: '?' }] },
  },
  governor: {
    quietPeriod: '12h',
    perSession: 2,
    afterDismissal: '15m',
    perAccount: { per: 'week', share: 0.6193 },
  },
  segments: ['hiddenSegment', 'fact:hiddenFact'],
  timezone: 'Asia/Tokyo',
  privacy: { k: 6_194, retain: '6195d' },
  precision: { countsOnlyBelow: 6_196, lowBelow: 6_197 },
  cells: { buckets: 619 },
};

function checked(input: unknown): Program {
  const { program, faults } = checkProgram(input);
  if (!program) throw new Error(JSON.stringify(faults));
  return program;
}
const view = (versions: Record<string, number> = { support: 4, plain: 2 }) =>
  clientView(checked(document), { revision: 12, versions });

describe('clientView', () => {
  it('is what a browser needs, with durations in milliseconds', () => {
    expect(view()).toStrictEqual({
      revision: 12,
      locale: 'fr',
      touchpoints: {
        ticket_closed: {
          survey: 'support',
          sample: 0.25,
          delay: 2_000,
          repeatAfter: 2_592_000_000,
          priority: 7,
          audience: { plan: ['pro', 3, true] },
          closedUntil: null,
        },
        relationship: {
          survey: 'plain',
          sample: 1,
          delay: 1_000,
          repeatAfter: 7_776_000_000,
          priority: 5,
          closedUntil: null,
        },
      },
      surveys: {
        support: { version: 4, questions, locales },
        plain: { version: 2, questions: [{ id: 'q', type: 'thumbs', text: '?' }] },
      },
      governor: { quietPeriod: 43_200_000, perSession: 2, afterDismissal: 900_000 },
    });
  });

  it('lets nothing through that is for analysts', () => {
    const text = JSON.stringify(view());
    expect(text).not.toMatch(/hidden/i);
    expect(text).not.toMatch(/619/);
    expect(text).not.toMatch(
      /_intent|"as"|potential|present|quarter|Tokyo|stage|segment|quota|privacy|label":/,
    );
  });

  it('survives JSON, so that it can be inlined', () => {
    expect(JSON.parse(JSON.stringify(view()))).toStrictEqual(view());
  });

  it('leaves the program as it was', () => {
    const program = checked(document);
    clientView(program, { revision: 1, versions: {} });
    expect(program).toStrictEqual(checked(document));
  });

  it('has version 1 of a survey that no version is known of', () => {
    expect(view({ support: 3 }).surveys['plain']?.version).toBe(1);
  });

  it('has version 1 of one that is named like a member of every object', () => {
    const program = checked({
      stages: [{ id: 's', label: 'S' }],
      touchpoints: { constructor: { label: 'T', stage: 's', pattern: 'past', survey: 'toString' } },
      surveys: { toString: { questions: [{ id: 'q', type: 'nps', text: '?' }] } },
    });
    const { surveys, touchpoints } = clientView(program, { revision: 1, versions: {} });
    expect(surveys['toString']?.version).toBe(1);
    expect(Object.keys(touchpoints)).toStrictEqual(['constructor']);
  });
});
