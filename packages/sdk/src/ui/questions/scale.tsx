import { Button } from './button.tsx';
import { face, Glyph } from './glyph.tsx';
import { rangeOf, type ScaleQuestion } from './range.ts';
import type { Turn } from './turn.ts';

/**
 * Every question that is answered with one integer, as a radio group. A tap answers at once, so arrow keys only move the
 * focus: choosing on arrows, as native radio buttons do, would send the first value that they pass.
 */
export function Scale({ question, words, rtl, chosen, choose, answer }: Turn<ScaleQuestion>) {
  const [min, max] = rangeOf(question);
  const values = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const count = values.length;
  // Faces are for satisfaction; any other look that a program asks for is drawn as numbers yet.
  const look = question.type === 'csat' && (question.look ?? 'smileys') === 'smileys' ? 'smileys' : 'numbers';
  const { low, high } = question.labels ?? {};

  const move = (event: KeyboardEvent) => {
    const { key, currentTarget, target } = event;
    const options = [...(currentTarget as Element).children] as HTMLElement[];
    const forward = rtl ? -1 : 1;
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: forward, ArrowLeft: -forward }[key];
    const to = step
      ? options.indexOf(target as HTMLElement) + step + count
      : { Home: 0, End: -1 + count }[key];
    const option = options[to === undefined ? (/^\d$/.test(key) ? +key - min : -1) : to % count];
    if (!option || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    for (const each of options) each.tabIndex = each === option ? 0 : -1;
    option.focus();
  };

  return (
    <>
      <div class={`scale ${look} of${count}`} role="radiogroup" aria-labelledby="question" onKeyDown={move}>
        {values.map((value) => {
          const end = value === min ? low : value === max ? high : '';
          return (
            // biome-ignore lint/a11y/useSemanticElements: a native radio button chooses on every arrow key
            <button
              type="button"
              part="option"
              class="option"
              role="radio"
              aria-label={end ? `${value}, ${end}` : look === 'numbers' ? `${value}` : words.of(value, max)}
              aria-checked={value === chosen}
              tabIndex={value > min ? -1 : 0}
              onClick={() => choose(value)}
            >
              {look === 'numbers' ? value : <Glyph path={face((value - min) / (count - 1))} />}
            </button>
          );
        })}
      </div>
      {(low || high) && (
        // The options at the ends say these words already.
        <div class="ends" aria-hidden="true">
          <span>{low}</span>
          <span>{high}</span>
        </div>
      )}
      {question.optional && (
        <div class="actions">
          <Button onClick={() => answer(null)}>{words.skip}</Button>
        </div>
      )}
    </>
  );
}
