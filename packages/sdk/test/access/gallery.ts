import type { ProgramInput } from '@milepost/protocol';

type Survey = ProgramInput['surveys'][string];
type Words = NonNullable<Survey['locales']>[string];

const ends = { low: 'Not at all', high: 'Very much' };
const arabicEnds = { low: 'إطلاقًا', high: 'كثيرًا جدًا' };
const options = [
  { id: 'speed', text: 'How quick it is' },
  { id: 'price', text: 'What it costs' },
  { id: 'help', text: 'The help that comes with it, whenever something is not clear' },
];
const arabicOptions = { speed: 'سرعته', price: 'سعره', help: 'المساعدة التي تأتي معه' };

const thanks = { id: 'thanks', type: 'message', text: 'Thank you.' } as const;
const survey = (question: Survey['questions'][number], arabic: Words[string]): Survey => ({
  questions: [question, thanks],
  locales: { ar: { [question.id]: arabic, thanks: { text: 'شكرًا لك.' } } },
});

/** A survey of every kind of question, in English and Arabic, asked at the touchpoint of its name. */
const surveys = {
  nps: survey(
    { id: 'q', type: 'nps', text: 'How likely are you to recommend us?', labels: ends },
    { text: 'ما مدى احتمال أن توصي بنا؟', labels: arabicEnds },
  ),
  csat: survey(
    { id: 'q', type: 'csat', text: 'How satisfied are you with the answer?', labels: ends, optional: true },
    { text: 'ما مدى رضاك عن الإجابة؟', labels: arabicEnds },
  ),
  ces: survey(
    { id: 'q', type: 'ces', text: 'It was easy to have it solved.', labels: ends },
    { text: 'كان من السهل حل المشكلة.', labels: arabicEnds },
  ),
  cxi: survey(
    {
      id: 'q',
      type: 'cxi',
      text: 'Thinking of the order:',
      needs: 'Did it meet your needs?',
      ease: 'How easy was it?',
      enjoyment: 'How enjoyable was it?',
      comment: 'What would have made it better?',
      labels: ends,
    },
    {
      text: 'بخصوص الطلب:',
      needs: 'هل لبّى احتياجاتك؟',
      ease: 'ما مدى سهولته؟',
      enjoyment: 'ما مدى متعته؟',
      comment: 'ما الذي كان سيجعله أفضل؟',
      labels: arabicEnds,
    },
  ),
  pmf: survey(
    { id: 'q', type: 'pmf', text: 'How would you feel if you could no longer use it?' },
    { text: 'كيف ستشعر لو لم يعد بإمكانك استخدامه؟' },
  ),
  rating: survey(
    { id: 'q', type: 'rating', text: 'How good was the call?', look: 'stars', labels: ends },
    { text: 'كيف كانت المكالمة؟', labels: arabicEnds },
  ),
  ten: survey(
    { id: 'q', type: 'rating', text: 'How good was it, of ten?', points: 10, labels: ends },
    { text: 'كيف كان، من عشرة؟', labels: arabicEnds },
  ),
  emoji: survey(
    { id: 'q', type: 'csat', text: 'How was your day with it?', look: 'emoji' },
    { text: 'كيف كان يومك معه؟' },
  ),
  thumbs: survey(
    { id: 'q', type: 'thumbs', text: 'Did this page help?', labels: { low: 'No', high: 'Yes' } },
    { text: 'هل ساعدتك هذه الصفحة؟', labels: { low: 'لا', high: 'نعم' } },
  ),
  choice: survey(
    { id: 'q', type: 'choice', text: 'What matters most to you?', options, other: 'Something else' },
    { text: 'ما الأهم بالنسبة إليك؟', options: arabicOptions, other: 'شيء آخر' },
  ),
  choices: survey(
    {
      id: 'q',
      type: 'choices',
      text: 'What matters to you?',
      options,
      other: 'Something else',
      atMost: 2,
      optional: true,
    },
    { text: 'ما الذي يهمك؟', options: arabicOptions, other: 'شيء آخر' },
  ),
  text: survey(
    { id: 'q', type: 'text', text: 'What should we mend first?', placeholder: 'One thing is enough' },
    { text: 'ما الذي يجب أن نصلحه أولًا؟', placeholder: 'شيء واحد يكفي' },
  ),
  news: {
    questions: [
      {
        id: 'q',
        type: 'message',
        text: 'Dark mode is here.',
        link: { text: 'See what is new', url: '/bare' },
      },
    ],
    locales: { ar: { q: { text: 'الوضع الداكن متاح الآن.', link: 'اطّلع على الجديد' } } },
  },
} satisfies Record<string, Survey>;

export type Kind = keyof typeof surveys;
export const kinds = Object.keys(surveys) as Kind[];

export const gallery: ProgramInput = {
  stages: [{ id: 'support', label: 'Support' }],
  governor: { quietPeriod: '0s', perSession: 100, afterDismissal: '0s' },
  touchpoints: Object.fromEntries(
    kinds.map((name) => [
      name,
      {
        label: name,
        stage: 'support',
        pattern: 'past',
        survey: name,
        ask: { delay: '0s', repeatAfter: '0s' },
      },
    ]),
  ),
  surveys,
};
