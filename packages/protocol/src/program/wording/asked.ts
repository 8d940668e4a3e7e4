import { cxiItems } from '../../scale.ts';
import type { QuestionType } from '../question.ts';
import type { Passage, Words } from './words.ts';

/** A passage as a rule looks at it. */
export interface Asked {
  text: string;
  part: 'question' | 'message' | 'button' | 'label';
  type: QuestionType;
  /** It is answered on a scale. */
  rated: boolean;
}

const scales: readonly QuestionType[] = ['nps', 'csat', 'ces', 'pmf', 'rating', 'thumbs'];

/** A passage with what it is for. Typographic apostrophes become plain ones. */
export function asked({ name, text }: Passage, { question: { type } }: Words): Asked {
  const rated = scales.includes(type) ? name === 'text' : (cxiItems as readonly string[]).includes(name);
  return { text: text.replaceAll('’', "'"), part: partOf(name, type), type, rated };
}

function partOf(name: string, type: QuestionType): Asked['part'] {
  if (name === 'placeholder') return 'label';
  if (name.startsWith('labels.')) return type === 'thumbs' ? 'button' : 'label';
  if (name === 'other' || name === 'link' || name.startsWith('options.')) return 'button';
  return type === 'message' ? 'message' : 'question';
}

const agreement =
  /^(?:to what extent|how (?:much|strongly)) do you agree(?: or disagree)?(?: with (?:the following|this) (?:statement|sentence))?\s*[:?.]\s*/i;

/** A question without "To what extent do you agree or disagree with the following statement:". */
export function statementOf(text: string): string {
  return text.replace(agreement, '');
}
