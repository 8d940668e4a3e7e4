/** What a text repeats: an earlier answer, a trait of the person, or a fact of the trigger. */
export interface Recall {
  kind: 'answer' | 'trait' | 'fact';
  name: string;
  /** The words that stand where it is not known; may be empty. */
  otherwise: string;
}

/** Two opening braces that begin no recall, and why. */
export interface RecallFault {
  fault: string;
}

/** The whole syntax; the page replaces by the same expression. */
const recallPattern = /\{\{(answer|trait|fact):([^|{}]+)\|([^{}]*)\}\}/g;

/**
 * The parts of a text in their order: words, what is repeated between them, and what was meant to be but cannot be read.
 *
 * @example
 * parseRecall('Why {{answer:score|so}}?'); // ['Why ', { kind: 'answer', name: 'score', otherwise: 'so' }, '?']
 */
export function parseRecall(text: string): (string | Recall | RecallFault)[] {
  const parts: (string | Recall | RecallFault)[] = [];
  let end = 0;
  for (const match of text.matchAll(recallPattern)) {
    const [written, kind, name = '', otherwise = ''] = match;
    parts.push(...words(text.slice(end, match.index)));
    parts.push(
      name.trim() === name
        ? { kind: kind as Recall['kind'], name, otherwise }
        : { fault: `${written} has spaces around the name; write {{${kind}:${name.trim()}|${otherwise}}}` },
    );
    end = match.index + written.length;
  }
  return [...parts, ...words(text.slice(end))];
}

/** Words, with every pair of opening braces in them as a fault. */
function words(text: string): (string | RecallFault)[] {
  return text
    .split(/(\{\{[^{}]*\}{0,2})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{{') ? { fault: faultOf(part) } : part));
}

function faultOf(written: string): string {
  const [, kind = '', name = ''] = /^\{\{(answer|trait|fact):([^|{}]+)\}\}$/.exec(written) ?? [];
  if (kind) return `${written} lacks the words for when it is not known; write {{${kind}:${name}|else}}`;
  return `${written} cannot be read; write {{answer:ID|else}}, {{trait:NAME|else}} or {{fact:NAME|else}}`;
}
