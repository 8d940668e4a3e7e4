import type { Question } from '@milepost/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSession } from '../asking/session.ts';
import { mount } from './mount.ts';
import { aids, english } from './prompt.fixture.ts';

const how: Question = { id: 'how', type: 'csat', text: 'How satisfied are you?' };
const why: Question = { id: 'why', type: 'text', text: 'What went wrong?' };
const questions: Question[] = [
  { ...how, next: [{ when: { max: 2 }, go: 'why' }, { go: 'thanks' }] },
  why,
  { id: 'thanks', type: 'message', text: 'Thank you.' },
];

let log: string[];

interface Opening {
  locale?: string;
  tell?: (text: string) => string;
  into?: Element;
}

function open(list = questions, { locale = 'en', tell = (text) => text, into }: Opening = {}) {
  const session = createSession(
    { questions: list, order: (options) => options, tell },
    {
      answered: (question, value) => log.push(`${question}=${value}`),
      completed: () => log.push('completed'),
      dismissed: (reason) => log.push(reason),
      ended: () => log.push('ended'),
    },
  );
  return { session, stop: mount(session, { locale, words: english, aids, ...(into && { into }) }) };
}

const host = () => document.querySelector('milepost-survey');
const root = () => host()?.shadowRoot as ShadowRoot;
const find = <E extends HTMLElement>(selector: string) => root().querySelector<E>(selector) as E;
const text = () => find('[part=question]').textContent;

beforeEach(() => {
  log = [];
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  host()?.remove();
  document.body.replaceChildren();
});

describe('mount', () => {
  test('draws into an open shadow root over the page, in the direction of its language', () => {
    open(questions, { locale: 'ar' });
    expect(host()?.getAttribute('popover')).toBe('manual');
    expect(host()?.getAttribute('dir')).toBe('rtl');
    expect(root().mode).toBe('open');
    expect(text()).toBe('How satisfied are you?');
  });

  test('a tap answers once, stays on show for a moment, and the next question follows', () => {
    open();
    const [, second, third] = root().querySelectorAll<HTMLElement>('[role=radio]');
    second?.click();
    third?.click();
    expect(log).toEqual(['how=2']);
    expect(second?.getAttribute('aria-checked')).toBe('true');
    expect(text()).toBe('How satisfied are you?');
    vi.advanceTimersByTime(150);
    expect(text()).toBe('What went wrong?');
  });

  test('the thank-you leaves by itself, and nothing stays', () => {
    open();
    root().querySelectorAll<HTMLElement>('[role=radio]')[4]?.click();
    vi.advanceTimersByTime(150);
    expect(text()).toBe('Thank you.');
    vi.advanceTimersByTime(2_499);
    expect(host()).not.toBeNull();
    vi.advanceTimersByTime(1 + 0 + 120);
    vi.advanceTimersByTime(120);
    expect(host()).toBeNull();
    expect(log).toEqual(['how=5', 'completed', 'ended']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a survey that is only a message leaves by itself too', () => {
    open([{ id: 'news', type: 'message', text: 'Dark mode is here.' }]);
    expect(find('.button')).toBeNull();
    vi.advanceTimersByTime(2_500);
    vi.advanceTimersByTime(120);
    vi.advanceTimersByTime(120);
    expect(host()).toBeNull();
    expect(log).toEqual(['completed', 'ended']);
  });

  test('a message with a link at the end stays until it is followed or declined', () => {
    const link = { text: 'Look at it', url: '/dark' };
    open([{ id: 'news', type: 'message', text: 'Dark mode is here.', link }]);
    vi.advanceTimersByTime(60_000);
    expect(host()).not.toBeNull();
    const anchor = find('a');
    anchor.addEventListener('click', (event) => event.preventDefault());
    anchor.click();
    vi.advanceTimersByTime(120);
    vi.advanceTimersByTime(120);
    expect(host()).toBeNull();
    expect(log).toEqual(['completed', 'ended']);
  });

  test('a text tells what was answered before it', () => {
    let answered = 'nothing yet';
    const { session } = open([{ ...how, id: 'first' }, why], {
      tell: (words) => words.replace('wrong', answered),
    });
    answered = 'slow';
    session.answer(1);
    vi.advanceTimersByTime(0);
    expect(text()).toBe('What went slow?');
  });

  test('news of what was sent change nothing of what is being typed', () => {
    const { session } = open();
    root().querySelectorAll<HTMLElement>('[role=radio]')[0]?.click();
    session.deliver('sending');
    vi.advanceTimersByTime(150);
    const box = find<HTMLTextAreaElement>('textarea');
    box.value = 'The wait';
    session.deliver('kept');
    vi.advanceTimersByTime(1_000);
    expect(find('textarea')).toBe(box);
    expect(box.value).toBe('The wait');
    expect(find('.note').textContent).toBe(english.kept);
  });

  test('what is tapped while a chosen option is still on show answers nothing', () => {
    open([
      { id: 'how', type: 'csat', text: 'How?', optional: true },
      { id: 'recommend', type: 'nps', text: 'How likely?', optional: true },
    ]);
    root().querySelectorAll<HTMLElement>('[role=radio]')[4]?.click();
    find<HTMLButtonElement>('.actions button').click();
    expect(log).toEqual(['how=5']);
  });

  test.each(['[role=radio]', 'a'])(
    'Enter that is held down answers one question, and follows no link: %s',
    (at) => {
      const link = { text: 'Look at it', url: '/dark' };
      open(at === 'a' ? [{ id: 'news', type: 'message', text: 'Dark mode is here.', link }] : questions);
      const held = new KeyboardEvent('keydown', {
        key: 'Enter',
        repeat: true,
        bubbles: true,
        composed: true,
        cancelable: true,
      });
      find(at).dispatchEvent(held);
      expect(held.defaultPrevented).toBe(true);
    },
  );

  test('its height follows from one question to the next, and is there at once at the beginning', () => {
    const animate = vi.fn();
    vi.spyOn(Element.prototype, 'animate').mockImplementation(animate);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(() =>
      root().querySelector('textarea') ? 200 : 100,
    );
    open();
    expect(animate).not.toHaveBeenCalled();
    root().querySelectorAll<HTMLElement>('[role=radio]')[1]?.click();
    vi.advanceTimersByTime(150);
    expect(animate).toHaveBeenCalledExactlyOnceWith(
      { height: ['100px', '200px'] },
      { duration: 120, easing: 'ease-out' },
    );
    vi.restoreAllMocks();
  });

  test('Escape that ends a composition does not end the survey', () => {
    open();
    const composing = new KeyboardEvent('keydown', {
      key: 'Escape',
      isComposing: true,
      bubbles: true,
      composed: true,
    });
    find('[role=radio]').dispatchEvent(composing);
    expect(log).toEqual([]);
  });

  test('no key that is typed in it reaches the page, and Escape closes it', () => {
    const reached = vi.fn();
    document.addEventListener('keydown', reached);
    document.addEventListener('keydown', reached, true);
    open();
    const option = find('[role=radio]');
    option.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, composed: true }));
    expect(log).toEqual([]);
    option.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    expect(log).toEqual(['escape', 'ended']);
    expect(reached).not.toHaveBeenCalled();
    document.removeEventListener('keydown', reached);
    document.removeEventListener('keydown', reached, true);
  });

  test('says when the answer is kept on the device', () => {
    const { session } = open();
    session.deliver('kept');
    expect(find('.note').textContent).toBe(english.kept);
    session.deliver('sent');
    expect(find('.note').textContent).toBe('');
  });

  test('the stop takes everything out at once', () => {
    const { session, stop } = open();
    stop();
    expect(host()).toBeNull();
    session.answer(4);
    vi.advanceTimersByTime(10_000);
    expect(host()).toBeNull();
  });

  test('a fault of ours ends the prompt and reaches nobody', () => {
    const { session } = open();
    vi.spyOn(root(), 'querySelector').mockImplementation(() => {
      throw new Error('a fault');
    });
    expect(() => find('[role=radio]')).toThrow();
    expect(() => root().querySelectorAll<HTMLElement>('[role=radio]')[0]?.click()).not.toThrow();
    expect(host()).toBeNull();
    expect(log).toEqual(['superseded', 'ended']);
    expect(session.current).toBeNull();
  });
});

describe('what a survey is to a screen reader', () => {
  const roleOf = (into?: Element) => {
    open(questions, into && { into });
    return find('[part=card]').getAttribute('role');
  };

  test('is a dialog over the page, and a group in it', () => {
    expect(roleOf()).toBe('dialog');
    host()?.remove();
    expect(roleOf(document.body.appendChild(document.createElement('main')))).toBe('group');
  });
});

describe('a survey that cannot be drawn', () => {
  test.each(['CSSStyleSheet', 'ResizeObserver'])('is over, and in nobody’s way: without %s', (missing) => {
    vi.stubGlobal(missing, undefined);
    const { session } = open();
    expect(host()).toBeNull();
    expect(log).toEqual(['superseded', 'ended']);
    expect(session.current).toBeNull();
  });
});

describe('a prompt that the host takes away', () => {
  let resized: () => void;
  const disconnect = vi.fn();
  beforeEach(() =>
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(callback: () => void) {
          resized = callback;
        }
        observe() {}
        disconnect = disconnect;
      },
    ),
  );

  test.each([
    ['itself', () => host()?.remove()],
    ['with the whole page', () => document.body.replaceChildren()],
    ['with its place', () => document.querySelector('main')?.remove()],
  ])('%s, is superseded, and what was watched is not any more', (_, takeAway) => {
    disconnect.mockClear();
    const into = document.body.appendChild(document.createElement('main'));
    open(questions, { into });
    resized();
    expect(log).toEqual([]);
    takeAway();
    resized();
    expect(log).toEqual(['superseded', 'ended']);
    expect(disconnect).toHaveBeenCalledOnce();
  });
});

test('the note that an answer is kept stays while it is tried again', () => {
  const { session } = open();
  for (const now of ['kept', 'sending'] as const) session.deliver(now);
  expect(find('.note').textContent).toBe(english.kept);
  for (const now of ['kept', 'sent'] as const) session.deliver(now);
  expect(find('.note').textContent).toBe('');
});
