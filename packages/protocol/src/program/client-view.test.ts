import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hash } from '../hash.ts';
import { checkProgram } from './check/check.ts';
import { clientView, type ViewContext } from './client-view.ts';
import type { Program } from './document.ts';

const options = [
  { id: 'red', text: 'Red', pinned: true },
  { id: 'blue', text: 'Blue' },
];
const questions = [
  {
    id: 'renew',
    type: 'nps',
    text: 'Will you stay, {{trait:name|}}?',
    labels: { low: 'No', high: 'Yes' },
    next: [{ when: { max: 6 }, go: 'why' }, { go: 'end' }],
  },
  { id: 'why', type: 'choice', text: 'Why?', optional: true, options, shuffle: true, other: 'Else' },
];
const locales = { de: { renew: { text: 'Bleiben Sie?', labels: { low: 'Nein' } } } };
const triggers = [
  { on: 'event', name: 'closed' },
  { on: 'delay', page: '/docs/*', after: '30s' },
];

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
      variants: { short: 0.25, plain: 0.5 },
      facts: { hiddenFact: 'string', hiddenOther: ['hidden-a'] },
      triggers,
      ask: {
        sample: 0.25,
        redrawAfter: '1d',
        delay: '2s',
        repeatAfter: '30d',
        afterDismissal: '60d',
        endsWithPage: true,
        priority: 7,
        audience: { plan: ['hidden-pro', 3, true], customer: 'hidden-acme', seats: { gt: 5, matches: '^1' } },
        schedule: { from: '2619-01-01', to: '2619-02-01' },
        quota: { per: 'quarter', answers: 6_191 },
        target: { per: 'year', margin: 0.6192 },
      },
    },
    relationship: {
      label: 'Hidden too',
      stage: 'hidden-other',
      pattern: 'present',
      survey: 'plain',
      ask: { paused: true },
    },
  },
  surveys: {
    support: {
      questions: [{ ...questions[0], as: 'renewal_intent' }, questions[1]],
      locales,
    },
    plain: { questions: [{ id: 'q', type: 'thumbs', text: '?' }] },
    short: { questions: [{ id: 'q', type: 'csat', text: '?' }] },
    'hidden-draft': { questions: [{ id: 'hidden', type: 'text', text: 'Hidden?' }] },
  },
  governor: {
    quietPeriod: '12h',
    perSession: 2,
    afterDismissal: '15m',
    perAccount: { per: 'week', share: 0.6193 },
    budget: { prompts: 4, within: '90d', reserve: 1 },
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
const instantOf = (local: string) => Date.parse(`${local}T00:00Z`);
const view = (context: Partial<ViewContext> = {}) =>
  clientView(checked(document), { revision: 12, versions: { support: 4, plain: 2 }, instantOf, ...context });

const day = 86_400_000;

describe('clientView', () => {
  it('is what a browser needs, with durations in milliseconds', () => {
    expect(view()).toStrictEqual({
      revision: 12,
      locale: 'fr',
      touchpoints: {
        ticket_closed: {
          survey: 'support',
          variants: [
            ['short', 0.25],
            ['plain', 0.75],
          ],
          from: instantOf('2619-01-01'),
          to: instantOf('2619-02-01'),
          audience: [
            ['plan', 'in', [hash('"hidden-pro"'), hash('3'), hash('true')]],
            ['customer', 'in', [hash('"hidden-acme"')]],
            ['seats', 'gt', 5],
            ['seats', 'matches', '^1'],
          ],
          sample: 0.25,
          redrawAfter: day,
          delay: 2_000,
          endsWithPage: true,
          repeatAfter: 30 * day,
          afterDismissal: 60 * day,
          priority: 7,
          budget: { prompts: 4, within: 90 * day },
          triggers: [
            { on: 'event', name: 'closed' },
            { on: 'delay', page: '/docs/*', after: 30_000 },
          ],
          closedUntil: null,
        },
        relationship: {
          survey: 'plain',
          paused: true,
          sample: 1,
          delay: 1_000,
          repeatAfter: 90 * day,
          afterDismissal: 900_000,
          priority: 5,
          budget: { prompts: 3, within: 90 * day },
          closedUntil: null,
        },
      },
      surveys: {
        support: { version: 4, questions, locales },
        plain: { version: 2, questions: [{ id: 'q', type: 'thumbs', text: '?' }] },
        short: { version: 1, questions: [{ id: 'q', type: 'csat', text: '?' }] },
      },
      governor: { quietPeriod: day / 2, perSession: 2 },
      triggers: true,
    });
  });

  it('keeps a survey to itself that only a paused touchpoint asks', () => {
    const paused = (touchpoint: object) => ({ ...touchpoint, ask: { paused: true } });
    const { ticket_closed, relationship } = document.touchpoints;
    const program = checked({
      ...document,
      touchpoints: { ticket_closed: paused(ticket_closed), relationship },
    });
    const { surveys, touchpoints } = clientView(program, { revision: 1, versions: {}, instantOf });
    expect(surveys).toStrictEqual({});
    expect(touchpoints['ticket_closed']).toMatchObject({ survey: 'support', paused: true });
  });

  it('lets nothing through that is for analysts, nor a name of a customer', () => {
    const text = JSON.stringify(view());
    expect(text).not.toMatch(/hidden/i);
    expect(text).not.toMatch(/619/);
    expect(text).not.toMatch(
      /_intent|"as"|potential|present|quarter|Tokyo|stage|segment|quota|target|privacy|facts|schedule|label":/,
    );
  });

  it('tells which gate a period has closed, and until when', () => {
    const october = Date.UTC(2026, 9, 1);
    const closed = { ticket_closed: { quota: october, precision: october + day } };
    const { ticket_closed, relationship } = view({ closed }).touchpoints;
    expect(ticket_closed?.closed).toStrictEqual(closed.ticket_closed);
    expect(ticket_closed?.closedUntil).toBe('2026-10-02T00:00:00.000Z');
    expect(relationship).not.toHaveProperty('closed');
    expect(relationship?.closedUntil).toBeNull();
  });

  it('tells that there are moments, and nothing when there are none', () => {
    expect(view({ moments: true })).toStrictEqual({ ...view(), moments: true });
    expect(view({ moments: false })).toStrictEqual(view());
  });

  it('tells that there is something to watch for, and nothing when only paused touchpoints would', () => {
    const { ticket_closed, relationship } = document.touchpoints;
    const viewWith = (watched: object, other: object = relationship) =>
      clientView(checked({ ...document, touchpoints: { watched, other } }), {
        revision: 1,
        versions: {},
        instantOf,
      });
    expect(viewWith(ticket_closed).triggers).toBe(true);
    const paused = { ...ticket_closed, ask: { paused: true } };
    expect(viewWith(paused)).not.toHaveProperty('triggers');
    expect(viewWith(paused).touchpoints['watched']?.triggers).toHaveLength(2);
    expect(viewWith(paused, ticket_closed).triggers).toBe(true);
    const { triggers: _triggers, ...called } = ticket_closed;
    expect(viewWith(called)).not.toHaveProperty('triggers');
  });

  it('says of a touchpoint that it ends with its page only when it does', () => {
    const { ticket_closed, relationship } = document.touchpoints;
    const touchpoints = { ticket_closed: { ...ticket_closed, ask: { endsWithPage: false } }, relationship };
    const { touchpoints: seen } = clientView(checked({ ...document, touchpoints }), {
      revision: 1,
      versions: {},
      instantOf,
    });
    expect(seen['ticket_closed']).not.toHaveProperty('endsWithPage');
    expect(seen['relationship']).not.toHaveProperty('endsWithPage');
  });

  it('survives JSON, so that it can be inlined', () => {
    expect(JSON.parse(JSON.stringify(view()))).toStrictEqual(view());
  });

  it('leaves the program as it was', () => {
    const program = checked(document);
    clientView(program, { revision: 1, versions: {}, instantOf });
    expect(program).toStrictEqual(checked(document));
  });

  it('has version 1 of a survey that no version is known of', () => {
    expect(view({ versions: { support: 3 } }).surveys['plain']?.version).toBe(1);
  });

  it('has what is named like a member of every object', () => {
    const program = checked({
      stages: [{ id: 's', label: 'S' }],
      touchpoints: { constructor: { label: 'T', stage: 's', pattern: 'past', survey: 'toString' } },
      surveys: { toString: { questions: [{ id: 'q', type: 'nps', text: '?' }] } },
    });
    const { surveys, touchpoints } = clientView(program, {
      revision: 1,
      versions: {},
      instantOf,
      closed: {},
    });
    expect(surveys['toString']?.version).toBe(1);
    expect(Object.keys(touchpoints)).toStrictEqual(['constructor']);
    expect(touchpoints['constructor']?.closedUntil).toBeNull();
  });

  it('is small: a page of the helpdesk loads less than 3 kB of it', () => {
    const file = new URL('../../../../examples/helpdesk/program.json', import.meta.url);
    const helpdesk = clientView(checked(JSON.parse(readFileSync(file, 'utf8'))), {
      revision: 1,
      versions: {},
      instantOf,
    });
    expect(Buffer.byteLength(JSON.stringify(helpdesk))).toBeLessThan(3_000);
  });
});
