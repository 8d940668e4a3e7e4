import type { ProgramInput } from '@milepost/protocol';

/**
 * A program with a touchpoint for CSAT and one for NPS, each with a survey that also takes words. What is given
 * replaces a part of the document whole.
 */
export function buildProgram(overrides: Partial<ProgramInput> = {}): ProgramInput {
  return {
    stages: [
      { id: 'support', label: 'Support' },
      { id: 'relationship', label: 'Relationship' },
    ],
    touchpoints: {
      ticket_closed: {
        label: 'Ticket closed',
        stage: 'support',
        pattern: 'past',
        survey: 'support-csat',
      },
      pulse: {
        label: 'Pulse',
        stage: 'relationship',
        pattern: 'present',
        survey: 'relationship-nps',
      },
    },
    surveys: {
      'support-csat': buildSurvey({ id: 'satisfaction', type: 'csat', text: 'How satisfied are you?' }),
      'relationship-nps': buildSurvey({
        id: 'recommend',
        type: 'nps',
        text: 'How likely are you to recommend us?',
      }),
    },
    segments: ['plan', 'vintage', 'fact:queue'],
    ...overrides,
  };
}

type SurveyInput = ProgramInput['surveys'][string];
type QuestionInput = SurveyInput['questions'][number];

/** A survey of one question, a text `why` and a closing message, with German words. */
export function buildSurvey(question: QuestionInput): SurveyInput {
  return {
    questions: [
      question,
      { id: 'why', type: 'text', text: 'Why?', optional: true },
      { id: 'thanks', type: 'message', text: 'Thank you!' },
    ],
    locales: { de: { thanks: { text: 'Danke!' } } },
  };
}
