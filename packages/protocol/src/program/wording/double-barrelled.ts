import { type Asked, statementOf } from './asked.ts';
import { judgementOf } from './judgement.ts';

const phrases = [
  'arts and crafts',
  'back and forth',
  'bed and breakfast',
  'black and white',
  'click and collect',
  'copy and paste',
  'cut and paste',
  'drag and drop',
  'family and friends',
  'find and replace',
  'food and drink',
  'friends and family',
  'goods and services',
  'health and safety',
  'help and support',
  'look and feel',
  'lost and found',
  'pick and mix',
  'plug and play',
  'point and click',
  'profit and loss',
  'pros and cons',
  'q&a',
  'questions and answers',
  'r&d',
  'research and development',
  'search and replace',
  'supply and demand',
  'terms and conditions',
  'track and trace',
  'trial and error',
  'up and running',
];

/** What holds an "and" and is one thing all the same. */
const single = [
  new RegExp(`\\b(?:${phrases.join('|')})\\b`, 'gi'),
  // An introduction: "Thinking of your order and its delivery, how satisfied …"
  /^(?!how\b|to what\b)[^?]*,\s*(?=(?:how|to what|would|did|do|does|was|were|is|are)\b)/i,
  // One task, whatever its steps: "easy for me to find and buy what I wanted".
  /(?<=\b(?:easy|easier|hard|difficult|simple|straightforward|possible|able|effort)\b.*)\bto\b.*/i,
  /(?<!\blikely\b.*)\bto \w+(?: (?:up|in|out|off|on|back))? and \w+/gi,
  /\bbetween\b.*?\band\b/gi,
  // People who belong together: "you and your team".
  /\b(?:you|me|us|him|her|them|I|we|they) and (?:you|your|me|my|I|our|his|her|their|others)\b/gi,
  // A comparison: "works as well as you expected".
  /\b(?:work|perform|do|run|fit)\w* as well as\b/gi,
  // A name, "Marks and Spencer", or "Anna and her team".
  /\b\p{Lu}[\p{L}\d]* (?:and|&) (?:\p{Lu}|her\b|his\b|their\b)/gu,
];

/** A second question in the same sentence: "… and did you buy it?". */
const secondClause =
  /\band (?:did|do|does|was|were|is|are|has|have|would|will|can|could) (?:you|it|we|they|the|our)\b/i;

/** One part of the product that is called after two: "the billing and payments page". */
const compound = /\b(\w+) (?:and|&) \w+ (?:team|department|page|policy|section|settings|tab|screen|desk)\b/gi;

const joints = /\band\/or\b|\bas well as\b|\band\b|&/i;

/**
 * One rating for two things. Source: Krosnick and Presser (2010), "ask about one thing at a time". What joins two
 * things is "and"; taken out before are the places where it joins none that could be rated apart.
 */
export function doubleBarrelled({ text, rated }: Asked): string | null {
  if (!rated) return null;
  const sentences = statementOf(text).match(/[^.?!]+[.?!]*/g) ?? [];
  const questions = sentences.filter((sentence) => sentence.endsWith('?'));
  if (questions.length > 1) return 'asks two questions and takes one answer: ask each by itself';
  const sentence = (questions[0] ?? sentences.at(-1) ?? '').trim();
  const [joint] = joints.exec(secondClause.test(sentence) ? sentence : withoutSingle(sentence)) ?? [];
  return joint
    ? `"${joint}" asks for one rating of two things, and nobody can tell which of them it is for: ask each by itself`
    : null;
}

function withoutSingle(sentence: string): string {
  return single
    .reduce((rest, pattern) => rest.replace(pattern, ' '), sentence)
    .replace(compound, (whole, first: string) => (judgementOf(first) ? whole : ' '));
}
