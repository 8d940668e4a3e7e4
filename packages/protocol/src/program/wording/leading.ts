import type { Asked } from './asked.ts';
import { found, type Phrase } from './found.ts';

const praise = 'tells people what to think before they answer: leave it out';
const push = 'asks people to agree, and many agree to please: ask how it was, without an opinion of your own';
const supposed = 'supposes that there were some: ask which, if any';
const plea = 'asks for a good answer instead of a true one: leave it out';

const pleas: Phrase[] = [
  [/\b(?:rate|give|leave) us (?:an? )?(?:5|five|9|10|ten|good|great|top|positive|perfect)\b/i, plea],
  [/\b(?:5|five) stars\b|\b(?:5|five)-star (?:rating|review|score)\b/i, plea],
  [/\b(?:bonus|job|salary) depends\b/i, plea],
  [/\b(?:we|team|staff|agents?)\b[^.?!]{0,30}\b(?:work|try|tri)(?:s|ed|ing)? (?:\w+ )?hard\b/i, plea],
  [/\bwe hope (?:that )?you\b/i, plea],
];

const opinions: Phrase[] = [
  [
    /\b(?:amazing|awesome|award-winning|world-class|best-in-class|industry-leading|market-leading|cutting-edge|state-of-the-art|game-changing|incredible|fantastic|wonderful|superb|stunning)\b/i,
    praise,
  ],
  // Before a noun: "our helpful team", and not "was our answer helpful to you".
  [
    /\bour (?:(?:new|very|most|truly) )?(?:great|excellent|outstanding|delightful|improved|powerful|beautiful|exciting|innovative|brilliant|terrific|perfect|friendly|helpful)(?= (?!to\b|for\b|in\b|at\b|or\b|when\b|with\b)\w)/i,
    praise,
  ],
  [/\bhow (?:great|excellent|brilliant|terrific|perfect|bad|terrible|awful|horrible|poor)\b/i, praise],
  [/\b(?:did|do|does) (?:you|they) (?:really |just |most )?love\b|\b(?:how much|that) you love\b/i, praise],
  [/\bvalued customer\b/i, praise],
  [
    /\bwhat (?:problems|issues|difficulties) (?:did|do) you (?:have|experience|face)\b(?!.*\bif any\b)/i,
    supposed,
  ],
  [/(?:^|[.!?]\s+)(?:do|would) you (?:also )?agree that\b/i, push],
  [/(?:^|[.!?]\s+)\w+n't (?:you|it|they|this|that|the|our)\b/i, push],
  [/,\s*(?:\w+n't \w+|right|correct)\s*\?/i, push],
  [/\b(?:surely|obviously)\b|\bas you know\b|\bof course,/i, push],
  [
    /\b(?:most|(?<!\bhow )many|all|thousands|millions)(?: of)?(?: our)? (?:people|customers|users|teams|experts)\b.*\b(?:love|like|prefer|agree|say|think|feel|find|believe|recommend)\b/i,
    push,
  ],
];

/**
 * Praise or pressure in a question, and pressure in what is said around it. Sources: Krosnick and Presser (2010) on
 * leading questions; Tourangeau, Rips and Rasinski (2000), _The Psychology of Survey Response_, on agreeing to please.
 */
export function leading({ text, part }: Asked): string | null {
  if (part === 'question') return found(text, [...opinions, ...pleas]);
  return part === 'message' ? found(text, pleas) : null;
}
