import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../program/known.ts';

/** A form of personal data: its name in brackets stands for what is taken out. */
interface Form {
  name: 'email' | 'card' | 'phone';
  pattern: RegExp;
  /** Whether a match is one; of most forms every match is. */
  holds?: (digits: string) => boolean;
}

// Every repetition is bounded, so that the time grows with the length of a text and no faster. What stands in a longer
// word or number, as in an id, is left alone.
const forms: readonly Form[] = [
  { name: 'email', pattern: /[\p{L}\p{N}._%+'-]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu },
  // In one piece, or in groups as it is printed: 4-4-4-4, 4-4-4-4-3, 4-6-5, 4-6-4.
  {
    name: 'card',
    pattern:
      /(?<![\w-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ -]?)\d{6}\2\d{4,5})(?![\w-])/g,
    holds: isCard,
  },
  // The same, before something else: an expiry date, a check number.
  {
    name: 'card',
    pattern: /(?<![\w-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}|\d{4}([ -]?)\d{6}\2\d{4,5})(?![\w-])/g,
    holds: isCard,
  },
  // International: + or 00 before the country.
  { name: 'phone', pattern: /(?<![\w+])\+[1-9](?:[ ./()-]{0,3}\d){6,14}(?!\w)/g },
  {
    name: 'phone',
    pattern: /(?<![\w.,-])00[1-9]\d{0,2}(?:[ ./()-]{1,3}\d{1,8}){1,6}(?!\w)/g,
    holds: hasDigits(10, 17),
  },
  // National: with the 0 that most countries dial first, or as in North America.
  {
    name: 'phone',
    pattern:
      /(?<![\w.,-])(?!\d\d([./-])\d\d\1\d{4}(?!\d))(?:\(0[1-9]\d{0,4}\)|0[1-9]\d{0,4})(?:[ ./-]{1,3}\d{2,8}){1,5}(?!\w)/g,
    holds: hasDigits(9, 12),
  },
  { name: 'phone', pattern: /(?<![\w.,-])0[1-9]\d{8,9}(?!\w)/g },
  {
    name: 'phone',
    pattern: /(?<![\w.,-])(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}(?![\w-])/g,
  },
];

/**
 * A text with `[email]`, `[card]` and `[phone]` in the place of addresses and numbers. It finds what has the usual form:
 * a number that was written as any other number is not told from one.
 *
 * @example
 * scrubText('Call +44 20 7946 0958 or write to ana@example.com'); // 'Call [phone] or write to [email]'
 */
export function scrubText(text: string): string {
  let scrubbed = text;
  // What was taken out may have kept something from being found.
  for (let pass = 0; pass < mostPasses; pass++) {
    const before = scrubbed;
    scrubbed = takeOut(before);
    if (scrubbed === before) return scrubbed;
  }
  // Numbers that hang together in such a chain were written to cost time: what is left of their digits goes at once.
  return scrubbed.replaceAll(/\d+/g, '[phone]');
}

const mostPasses = 4;

function takeOut(text: string): string {
  return forms.reduce(
    (rest, { name, pattern, holds }) =>
      rest.replace(pattern, (match) =>
        holds?.(match.replaceAll(/\D/g, '')) === false ? match : `[${name}]`,
      ),
    text,
  );
}

/** A response whose texts and page are scrubbed, if its project's program asks for that. */
export function scrubResponse<T extends ResponseState>(response: T, { program, surveys }: KnownProgram): T {
  if (!program.privacy.scrub) return response;
  const { page, answers } = response;
  const specs = surveys.get(response.survey)?.get(response.version)?.answers;
  return {
    ...response,
    ...(page !== undefined && { page: scrubText(page) }),
    ...(answers && {
      answers: answers.map((answer) =>
        typeof answer.value === 'string' && specs?.get(answer.question)?.type === 'text'
          ? { ...answer, value: scrubText(answer.value) }
          : answer,
      ),
    }),
  };
}

/** A replacer for `JSON.stringify` that scrubs whatever may hold a text, for what is kept although it was refused. */
export function scrubValue(_name: string, value: unknown): unknown {
  if (typeof value === 'number') return scrubText(String(value)) === String(value) ? value : '[card]';
  return typeof value === 'string' ? scrubText(value) : value;
}

function hasDigits(least: number, most: number): (digits: string) => boolean {
  return ({ length }) => length >= least && length <= most;
}

/** Lengths and first digits of the schemes in use, and the check digit of ISO/IEC 7812 (Luhn). */
function isCard(digits: string): boolean {
  if (!/^(?:3[068]\d{12}|3[47]\d{13}|[2-6]\d{15}|[4-6]\d{16,18})$/.test(digits)) return false;
  let sum = 0;
  for (const [index, digit] of Array.from(digits, Number).reverse().entries()) {
    const doubled = digit * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
