import type { Question } from '@milepost/protocol';
import { Button } from './button.tsx';
import type { Turn } from './turn.ts';

/** Words that stand as the prompt's question already. A thank-you at the end, without a button, leaves by itself. */
export const Message = ({ words, advance, dismiss }: Turn<Extract<Question, { type: 'message' }>>) => (
  <div class="actions">
    <Button primary onClick={advance}>
      {words.next}
    </Button>
    <Button onClick={() => dismiss('later')}>{words.later}</Button>
  </div>
);
