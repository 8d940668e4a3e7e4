import { type Child, element } from '../element.ts';
import type { KeyInside } from '../keep-keys.ts';
import type { Turn } from './turn.ts';

/** One thing to choose. */
export interface Option {
  /** What it is called where a picture stands on it. */
  name?: string | undefined;
  content: Child;
  onclick: (button: Element) => void;
}

/**
 * What there is to choose from, each a button, in its order. Arrow keys, Home, End and digits move the focus and choose
 * nothing: choosing on arrows, as native radio buttons do, would send the first value that they pass.
 */
export function options({ question, rtl }: Turn, offered: Option[], look: string): HTMLElement {
  const { type, min = 1, atMost } = question;
  const several = type === 'choices';
  const buttons = offered.map(({ name, content, onclick }, index) => {
    const button = element(
      'button',
      {
        type: 'button',
        part: 'option',
        class: 'option',
        role: several ? 'checkbox' : 'radio',
        'aria-label': name,
        'aria-checked': 'false',
        // Each check box is a stop of the Tab key; a radio group is one.
        tabindex: several || !index ? 0 : -1,
        onclick: () => onclick(button),
      },
      content,
    );
    return button;
  });
  const move = ({ target, detail: event }: KeyInside) => {
    const { key } = event;
    const at = buttons.indexOf(target as HTMLButtonElement);
    const forward = rtl ? -1 : 1;
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      Home: 0,
      End: -1,
    }[key];
    const option = to === undefined ? buttons[parseInt(key, 10) - min] : buttons.at(to % buttons.length);
    if (!option || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!several) for (const each of buttons) each.tabIndex = each === option ? 0 : -1;
    option.focus();
  };
  return element(
    'div',
    {
      class: look,
      role: several ? 'group' : 'radiogroup',
      'aria-labelledby': 'question',
      'aria-describedby': atMost && 'hint',
      onkey: move,
    },
    ...buttons,
  );
}
