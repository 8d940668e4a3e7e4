import { checkProgram, type Program, type ProgramInput } from '@milepost/protocol';
import { describe, expect, it } from 'vitest';
import { difference } from './difference.ts';

const questions: ProgramInput['surveys'][string]['questions'] = [
  { id: 'satisfaction', type: 'csat', text: 'How satisfied are you?' },
  { id: 'constructor', type: 'text', text: 'Why?' },
  { id: 'thanks', type: 'message', text: 'Thank you!' },
];
const touchpoint = { label: 'Closed', stage: 'support', pattern: 'past', survey: 'csat' } as const;
const document: ProgramInput = {
  stages: [{ id: 'support', label: 'Support' }],
  touchpoints: { closed: { ...touchpoint, ask: { sample: 0.5, quota: { per: 'day', answers: 3 } } } },
  surveys: { csat: { questions, locales: { de: { thanks: { text: 'Danke!' } } } } },
};

function program(changes: Partial<ProgramInput> = {}): Program {
  const checked = checkProgram({ ...document, ...changes });
  if (!checked.program) throw new Error(JSON.stringify(checked.faults));
  return checked.program;
}

const survey = (changed: Partial<ProgramInput['surveys'][string]>) =>
  difference(
    program(),
    program({ surveys: { csat: { ...document.surveys['csat'], questions, ...changed } } }),
  ).surveys.questions['csat'];

const nothing = { added: [], removed: [], changed: [], fields: {}, reordered: false, locales: [] };

describe('difference', () => {
  it('is nothing between a program and itself, whatever the order of its members', () => {
    const turned = Object.fromEntries(Object.entries(program()).reverse()) as Program;
    expect(difference(program(), turned)).toEqual({
      touchpoints: { added: [], removed: [], changed: [], fields: {} },
      surveys: { added: [], removed: [], changed: [], questions: {} },
      settings: [],
    });
  });

  it('is everything when there was none before', () => {
    expect(difference(null, program())).toMatchObject({
      touchpoints: { added: ['closed'], changed: [] },
      surveys: { added: ['csat'], changed: [] },
      settings: expect.arrayContaining(['stages', 'locale', 'governor']),
    });
  });

  it('names the fields of a touchpoint that differ, also those that came or went', () => {
    const { closed } = document.touchpoints;
    const changed = {
      ...closed,
      ...touchpoint,
      label: 'Ticket closed',
      facts: { ticketId: 'string' as const },
      ask: { sample: 1, priority: 7 },
    };
    const { touchpoints } = difference(program(), program({ touchpoints: { closed: changed } }));
    expect(touchpoints.changed).toEqual(['closed']);
    expect(touchpoints.fields['closed']?.toSorted()).toEqual([
      'ask.priority',
      'ask.quota',
      'ask.sample',
      'facts',
      'label',
    ]);
  });

  it('names the questions of a survey that were added, removed or changed', () => {
    const [satisfaction, , thanks] = questions;
    if (!satisfaction || !thanks) throw new Error('the questions are not there');
    const next = [
      { ...satisfaction, text: 'Really?' },
      { id: 'toString', type: 'text', text: 'What?' } as const,
      thanks,
    ];
    expect(survey({ questions: next })).toEqual({
      ...nothing,
      added: ['toString'],
      removed: ['constructor'],
      changed: ['satisfaction'],
      fields: { satisfaction: ['text'] },
    });
  });

  it('tells that questions come in another order', () => {
    const [first, second, third] = questions;
    expect(survey({ questions: [second, first, third] as typeof questions })).toEqual({
      ...nothing,
      reordered: true,
    });
  });

  it('names the languages whose words differ', () => {
    const locales = { fr: { thanks: { text: 'Merci !' } }, it: {} };
    expect(survey({ locales })).toEqual({ ...nothing, locales: ['fr', 'it', 'de'] });
  });

  it('names settings that came, went or changed', () => {
    const before = program({ $schema: 'x', timezone: 'Asia/Tokyo' });
    const after = program({ segments: ['plan'] });
    expect(difference(before, after).settings.toSorted()).toEqual(['$schema', 'segments', 'timezone']);
  });
});
