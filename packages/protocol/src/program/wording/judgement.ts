const words = {
  good:
    'satisfied happy pleased easy easily simple likely agree clear helpful useful fast quick quickly good better ' +
    'important friendly effective enjoyable pleasant reliable well polite accurate complete correct comfortable',
  bad:
    'dissatisfied unsatisfied unhappy displeased difficult hard complicated unlikely disagree unclear confusing ' +
    'unhelpful useless slow slowly bad worse unimportant unfriendly ineffective unpleasant unreliable badly impolite ' +
    'inaccurate incomplete incorrect uncomfortable',
  best: 'excellent great amazing awesome fantastic perfect outstanding superb brilliant wonderful love best',
  worst: 'terrible awful horrible poor hate worst',
  neither: 'ok okay fine fair average acceptable adequate neutral',
};

/** What an English word says of a thing. */
export type Judgement = keyof typeof words;

const judgements = new Map(
  Object.entries(words).flatMap(([judgement, list]) =>
    list.split(' ').map((word) => [word, judgement as Judgement] as const),
  ),
);

/** What a word says of a thing, or undefined when it does not judge. */
export function judgementOf(word: string): Judgement | undefined {
  return judgements.get(word.toLowerCase());
}
