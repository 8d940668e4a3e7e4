import type { Asked } from './asked.ts';
import { found, type Phrase } from './found.ts';

const trade: [words: string, instead: string][] = [
  ['leverag(?:e|es|ed|ing)', '"use"'],
  ['utili[sz](?:e|es|ed|ing|ation)', '"use"'],
  ['facilitat(?:e|es|ed|ing)', '"help"'],
  ['touch-?points?', 'where it was, such as "the call"'],
  ['(?:user|customer) (?:experience|journeys?)', 'what people did, such as "ordering"'],
  ['onboarding (?:flow|process|journey|funnel|experience)', '"getting started"'],
  ['ticketing', '"asking for help"'],
  ['net promoter(?: score)?', '"how likely you are to recommend us"'],
  ['pain[- ]points?', '"problem"'],
  ['synerg(?:y|ies)', 'what is gained'],
  ['omni-?channel', 'which ways you mean, such as "phone or email"'],
  ['stakeholders?', 'who they are, such as "your colleagues"'],
  ['deliverables?', '"results"'],
  ['value propositions?', '"what you get"'],
  ['seamless(?:ly)?|frictionless', '"easy"'],
  ['actionable|holistic|best-of-breed|bleeding-edge', 'it in a plain word'],
  ['learnings', '"what you learned"'],
  ['time[- ]to[- ]value', '"how long it took until it helped"'],
  ['up-?sell(?:ing)?|churn(?:ed)?|conversion rates?', 'what the customer does, such as "leave"'],
  ['UX|UI', '"how it works" or "how it looks"'],
  ['KPIs?', '"the numbers that you look at"'],
  ['SSO', '"signing in"'],
  ['first[- ](?:contact|call) resolution', '"solved at the first try"'],
];

/** Only in capitals: in small letters these are names or words of some language. */
const abbreviations: [words: string, instead: string][] = [
  ['CX', '"how it was"'],
  ['SLAs?', '"how fast we answer"'],
  ['NPS|CSAT|CES|CXi', 'what is asked for in words'],
  ['ROI', '"what you get for the price"'],
  ['CTAs?', '"button"'],
  ['B2B|B2C', 'whom you mean, such as "companies"'],
];

const phrases = [...phrasesOf(trade, 'i'), ...phrasesOf(abbreviations, '')];

function phrasesOf(list: [words: string, instead: string][], flags: string): Phrase[] {
  return list.map(([words, instead]) => [
    new RegExp(`\\b(?:${words})\\b`, flags),
    `is a word of the trade that people may not know: say ${instead}`,
  ]);
}

/**
 * Words of business and of surveys, in anything that people read. Source: Krosnick and Presser (2010), "use simple,
 * familiar words (avoid technical terms, jargon, and slang)".
 */
export function jargon({ text }: Asked): string | null {
  return found(text, phrases);
}
