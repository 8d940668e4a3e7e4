/** A scale of integer values. Two scales are never merged, so each has an id of its own. */
export interface Scale {
  /** `0..10`, `1..5`, … ; the lower-is-better CES 1.0 has `1..5:effort`, so that it never meets `1..5`. */
  id: string;
  min: number;
  max: number;
}

/** What of a question decides its scale. */
export interface Scaled {
  type: string;
  points?: number;
  edition?: 1 | 2;
}

const range = (min: number, max: number, id = `${min}..${max}`): Scale => ({ id, min, max });

/**
 * The scale that a question's answers lie on, or null for one that is answered in words.
 *
 * @example
 * scaleOf({ type: 'nps' }); // { id: '0..10', min: 0, max: 10 }
 * scaleOf({ type: 'csat', points: 3 }); // { id: '1..3', min: 1, max: 3 }
 */
export function scaleOf(question: Scaled): Scale | null {
  switch (question.type) {
    case 'nps':
      return range(0, 10);
    case 'csat':
    case 'rating':
      return range(1, question.points ?? 5);
    case 'ces':
      return question.edition === 1 ? range(1, 5, '1..5:effort') : range(1, 7);
    case 'cxi':
      return range(1, 5);
    case 'pmf':
      return range(1, 3);
    case 'thumbs':
      return range(0, 1);
    default:
      return null;
  }
}

/** Whether less is better, as it is where effort is answered. */
export function isLowerBetter({ id }: Pick<Scale, 'id'>): boolean {
  return id.endsWith(':effort');
}

/**
 * What one respondent to a `cxi` question counts overall: how many of the three answers are 4 or 5, less how many are 1
 * or 2. Nobody answers on it; it is made from the answers of those who gave all three.
 */
export const compositeScale: Scale = range(-3, 3);

/** The parts of a `cxi` question that are answered on its scale, and its optional words. */
export const cxiItems = ['needs', 'ease', 'enjoyment'] as const;
export const cxiComment = 'comment';
