import type { ProgramInput } from '@milepost/protocol';

const touchpoint = (survey: string) => ({
  label: survey,
  stage: 'support',
  pattern: 'past' as const,
  survey,
  ask: { delay: '0s', repeatAfter: '0s' },
});
const ends = { low: 'Not at all likely', high: 'Extremely likely' };
/** A survey of every look, asked at the touchpoint of its name. */
export const program: ProgramInput = {
  stages: [{ id: 'support', label: 'Support' }],
  governor: { quietPeriod: '0s', perSession: 100, afterDismissal: '0s' },
  touchpoints: Object.fromEntries(
    ['nps', 'faces', 'text', 'three', 'told', 'news'].map((name) => [name, touchpoint(name)]),
  ),
  surveys: {
    nps: {
      questions: [
        {
          id: 'recommend',
          type: 'nps',
          text: 'How likely are you to recommend us to a colleague?',
          labels: ends,
        },
      ],
      locales: {
        ar: {
          recommend: {
            text: 'ما مدى احتمال أن توصي بنا لزميل؟',
            labels: { low: 'غير محتمل', high: 'محتمل جدًا' },
          },
        },
      },
    },
    faces: {
      questions: [
        { id: 'how', type: 'csat', text: 'How satisfied are you?', labels: { low: 'Not', high: 'Very' } },
      ],
    },
    text: {
      questions: [
        {
          id: 'why',
          type: 'text',
          text: 'What should we mend first?',
          placeholder: 'One thing is enough',
          optional: true,
        },
      ],
    },
    three: {
      questions: [
        {
          id: 'one',
          type: 'nps',
          text: 'How likely are you to come back?',
          labels: ends,
        },
        { id: 'two', type: 'csat', text: 'How satisfied are you?', points: 3 },
        { id: 'three', type: 'text', text: 'Anything else?', optional: true },
        { id: 'thanks', type: 'message', text: 'Thank you.' },
      ],
    },
    told: {
      questions: [
        {
          id: 'how',
          type: 'csat',
          text: 'How was ticket {{fact:ticket|that you sent}}, {{trait:name|dear reader}}?',
          points: 3,
        },
        { id: 'why', type: 'text', text: 'Why {{answer:how|that}} of 3?', minLength: 5 },
        {
          id: 'next',
          type: 'message',
          text: 'You can read how we work.',
          link: { text: 'Read it', url: '/bare' },
        },
      ],
      locales: {
        de: { how: { text: 'Wie war Ticket {{fact:ticket|von Ihnen}}?' }, next: { link: 'Lesen' } },
        'de-AT': { next: { text: 'So arbeiten wir.' } },
      },
    },
    news: {
      questions: [
        {
          id: 'news',
          type: 'message',
          text: 'Dark mode is here.',
          link: { text: 'See what is new', url: 'https://example.com/notes' },
        },
        { id: 'how', type: 'csat', text: 'How do you like it?' },
      ],
    },
  },
};

/** Pages with styles of their own, the last of them meant to break in. */
export const hosts = {
  bare: '',
  sans: 'body { font-family: sans-serif; margin: 40px; max-width: 640px }',
  hostile:
    '* { all: revert !important; font-size: 40px !important } button, p { color: red !important; padding: 30px }',
};
