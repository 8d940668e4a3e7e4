import type { KnownProgram } from '../../program/known.ts';
import { type Counted, valueIn } from '../counts/counted.ts';
import type { AskedQuestion } from '../query/question-index.ts';

/** The value that counts have in a breakdown. */
export type Label = (counted: Counted, question: AskedQuestion) => string;

/** How a breakdown is read; `dimensions` are those that the counts have values in, in their order. */
export function labelOf(
  breakdown: string,
  { known, dimensions }: { known: KnownProgram; dimensions: readonly string[] },
): Label {
  const place = dimensions.indexOf(breakdown);
  if (place >= 0) return (counted) => valueIn(counted, place);
  switch (breakdown) {
    case 'touchpoint':
    case 'survey':
      return (counted) => counted[breakdown];
    case 'stage':
    case 'pattern':
      return ({ touchpoint }) => known.touchpoints.get(touchpoint)?.[breakdown] ?? '';
    case 'version':
      return ({ version }) => String(version);
    case 'question':
      return (_counted, { question }) => question;
    case 'scale':
      return (_counted, { scale }) => scale.id;
    default:
      return () => '';
  }
}
