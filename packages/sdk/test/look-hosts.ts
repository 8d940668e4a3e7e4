import type { ProgramInput } from '@milepost/protocol';

const touchpoint = (survey: string) => ({
  label: survey,
  stage: 'support',
  pattern: 'past' as const,
  survey,
  ask: { delay: '0s', repeatAfter: '0s' },
});
const ends = { low: 'Not at all likely', high: 'Extremely likely' };
const options = [
  { id: 'article', text: 'Finding an article' },
  { id: 'colleague', text: 'Asking a colleague' },
  { id: 'notes', text: 'Reading the release notes, or the documentation on the web site' },
];
const asked = { optional: true, labels: { low: 'Not at all', high: 'Completely' } };
/** A question of every type and look that the other surveys have not. */
export const types = {
  stars: { ...asked, type: 'rating', look: 'stars', text: 'How do you rate the new editor?' },
  stars10: { type: 'rating', look: 'stars', points: 10, text: 'How do you rate the new editor?' },
  emoji: { ...asked, type: 'rating', look: 'emoji', text: 'How was the import?' },
  rating: { ...asked, type: 'rating', points: 10, text: 'How good is our help?' },
  ces: { ...asked, type: 'ces', text: 'The import was easy.' },
  cxi: {
    type: 'cxi',
    text: 'Think of your last import.',
    needs: 'It met my needs.',
    ease: 'It was easy.',
    enjoyment: 'I enjoyed it.',
    labels: asked.labels,
  },
  pmf: { type: 'pmf', text: 'How would you feel if you could no longer use Northwind?' },
  thumbs: { type: 'thumbs', text: 'Was this article useful?', labels: { low: 'No', high: 'Yes' } },
  choice: { type: 'choice', text: 'Where do you look first?', options, other: 'Somewhere else' },
  choices: {
    type: 'choices',
    text: 'Where have you looked?',
    options,
    other: 'Somewhere else',
    atMost: 2,
  },
} as const;

/** A survey of every look, asked at the touchpoint of its name. */
export const program: ProgramInput = {
  stages: [{ id: 'support', label: 'Support' }],
  governor: { quietPeriod: '0s', perSession: 100, afterDismissal: '0s' },
  touchpoints: Object.fromEntries(
    ['nps', 'faces', 'text', 'three', 'told', 'news', ...Object.keys(types)].map((name) => [
      name,
      touchpoint(name),
    ]),
  ),
  surveys: {
    ...Object.fromEntries(
      Object.entries(types).map(([name, question]) => [
        name,
        {
          questions: [{ id: name, ...question }],
          locales: { ar: { [name]: { text: 'ما رأيك في التجربة التي مررت بها؟' } } },
        },
      ]),
    ),
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

/** Pages with styles of their own: the last but one is meant to break in, the last dresses the prompt as it may. */
export const hosts = {
  bare: '',
  sans: 'body { font-family: sans-serif; margin: 40px; max-width: 640px }',
  reset:
    '*, ::before { box-sizing: border-box } body { margin: 0; font: 1rem/1.5 sans-serif } button, input, textarea { margin: 0; font: inherit } svg { vertical-align: middle } p { margin: 0 0 1rem } button:focus { outline: 0 } [type="button"] { appearance: button } label { display: inline-block }',
  hostile:
    '* { all: revert !important; font-size: 40px !important } button, p { color: red !important; padding: 30px }',
  themed: `body { font-family: serif }
    milepost-survey { --milepost-accent: #ffd400; --milepost-surface: #102030; --milepost-text: #fafafa;
      --milepost-muted: #b0c0d0; --milepost-border: #405060; --milepost-radius: 4px; --milepost-font: monospace;
      --milepost-offset: 40px; --milepost-z: 7 }
    milepost-survey::part(card) { letter-spacing: 1px }
    milepost-survey::part(question) { letter-spacing: 2px }
    milepost-survey::part(option) { letter-spacing: 3px }
    milepost-survey::part(button) { letter-spacing: 4px }
    milepost-survey::part(close) { letter-spacing: 5px }
    milepost-survey::part(input) { letter-spacing: 6px }`,
};
