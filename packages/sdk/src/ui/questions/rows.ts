import type { Child } from '../element.ts';
import type { Kit } from './index.ts';
import type { Turn } from './turn.ts';

/**
 * Options in words, a row each. A tap answers; where several may be chosen, or words of one's own, there is a button to
 * send them.
 */
export function rows(turn: Turn, { element, form, options }: Kit): Child[] {
  const { question, words, choose, answer } = turn;
  const { type, other, atMost } = question;
  const several = type === 'choices';
  const offered: { id: string | number; text: string }[] =
    type === 'pmf'
      ? [words.very, words.somewhat, words.not].map((text, index) => ({ id: 3 - index, text }))
      : [...(question.options ?? [])];
  if (other) offered.push({ id: 'other', text: other });

  let chosen: (string | number)[] = [];

  const field = element('input', {
    part: 'input',
    class: 'input',
    'aria-label': other,
    // Written out, as in `acceptable`.
    maxlength: 4_000,
  });
  const group = options(
    turn,
    offered.map(({ id, text }) => ({
      content: text,
      onclick: (button) => {
        const takesWords = other && id === 'other';
        if (!several && !takesWords) return choose(id, button);
        const others = chosen.filter((one) => one !== id);
        chosen = others.length < chosen.length ? others : [...others, id];
        refresh();
        if (takesWords) field.focus();
      },
    })),
    several ? 'rows several' : 'rows',
  );
  const { element: made, send } = form(
    turn,
    () => answer(several ? (chosen as string[]) : 'other', field.value),
    group,
    field,
  );
  const refresh = () => {
    group.querySelectorAll('button').forEach((button, index) => {
      const checked = chosen.includes(offered[index]?.id ?? '');
      button.setAttribute('aria-checked', `${checked}`);
      button.disabled = !checked && chosen.length === atMost;
    });
    field.hidden = !other || !chosen.includes('other');
    send.disabled = !chosen[0];
    send.hidden = !several && !chosen[0];
  };
  refresh();
  return [!!atMost && element('p', { id: 'hint', class: 'hint' }, words.atMost(atMost)), made];
}
