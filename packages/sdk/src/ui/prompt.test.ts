import type { Question } from '@milepost/protocol';
import { scaleOf } from '@milepost/protocol';
import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { en } from './locales/en.ts';
import { createPrompt, type Progress } from './prompt.ts';
import { drawable } from './questions/index.ts';
import { rangeOf, type ScaleQuestion } from './questions/range.ts';
import type { Turn } from './questions/turn.ts';

afterEach(() => document.body.replaceChildren());

const nps: Question = {
  id: 'recommend',
  type: 'nps',
  text: 'How likely are you to recommend us?',
  labels: { low: 'Not at all likely', high: 'Extremely likely' },
};
const csat: Question = { id: 'how', type: 'csat', text: 'How satisfied are you?' };
const why: Question = { id: 'why', type: 'text', text: 'What went wrong?' };
const news: Question = { id: 'news', type: 'message', text: 'Dark mode is here.' };

/** Puts a card with a question into the page; another question can follow. */
function draw(question: Question, turn: Partial<Turn> = {}, progress: Partial<Progress> = {}) {
  const calls = { choose: vi.fn(), answer: vi.fn(), advance: vi.fn(), dismiss: vi.fn() };
  const prompt = createPrompt({ words: en, dismiss: calls.dismiss });
  const ask = (next: Question, how: Partial<Progress> = {}) =>
    prompt.ask(
      { question: next, words: en, rtl: false, last: true, ...calls, ...turn },
      { thanks: false, step: 1, steps: 1, ...how },
    );
  ask(question, progress);
  document.body.replaceChildren(prompt.card);
  return { ...calls, ask, keep: prompt.keep };
}

const options = () => screen.getAllByRole('radio');
const focused = () => options().indexOf(document.activeElement as HTMLElement);

describe('prompt', () => {
  test('is a non-modal dialog named by its question, with Close after it', () => {
    const { dismiss } = draw(nps);
    const dialog = screen.getByRole('dialog', { name: nps.text });
    expect(dialog.hasAttribute('aria-modal')).toBe(false);
    const close = screen.getByRole('button', { name: 'Close' });
    expect(screen.getByText(nps.text).compareDocumentPosition(close)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    fireEvent.click(close);
    expect(dismiss).toHaveBeenCalledWith('closed');
  });

  test('puts one question in the place of another, in a region that is read out', () => {
    const { ask } = draw(nps);
    const dialog = screen.getByRole('dialog');
    const region = screen.getByText(nps.text).parentElement;
    expect(region?.getAttribute('aria-live')).toBe('polite');
    ask(why);
    expect(screen.getByRole('dialog', { name: why.text })).toBe(dialog);
    expect(screen.getByText(why.text).parentElement).toBe(region);
    expect(screen.queryByText(nps.text)).toBeNull();
    expect(screen.queryAllByRole('radio')).toHaveLength(0);
    expect(screen.getByRole('textbox', { name: why.text })).toBeTruthy();
  });

  test('shows how far the survey has come only when it has more than two questions', () => {
    draw(nps, {}, { step: 1, steps: 2 });
    expect(document.querySelector('.progress')).toBeNull();
    const { ask } = draw(nps, {}, { step: 2, steps: 3 });
    const bar = document.querySelector<HTMLElement>('.progress');
    expect(bar?.style.inlineSize).toMatch(/^66\.6+7?%$/);
    ask(why, { step: 3, steps: 3 });
    expect(bar?.style.inlineSize).toBe('100%');
    expect(document.querySelectorAll('.progress')).toHaveLength(1);
  });

  test('says in words that an answer is kept, until it is not', () => {
    const { keep } = draw(nps);
    keep(true);
    expect(screen.getByText(en.kept).getAttribute('aria-live')).toBe('polite');
    keep(false);
    expect(screen.queryByText(en.kept)).toBeNull();
  });

  test('renders texts as text', () => {
    const text = '<img src=x onerror=alert(1)>';
    draw({ ...csat, text, labels: { low: text, high: text } });
    expect(screen.getAllByText(text)).toHaveLength(3);
    expect(document.querySelector('img')).toBeNull();
  });

  test('draws what this version can, and says what it cannot', () => {
    expect(drawable(nps)).toBe(true);
    expect(drawable({ id: 'c', type: 'choice', text: 'Which?', options: [{ id: 'a', text: 'A' }] })).toBe(
      false,
    );
  });
});

describe('scale', () => {
  test('NPS is eleven radio buttons, the ends with their words', () => {
    const { choose } = draw(nps);
    expect(screen.getByRole('radiogroup', { name: nps.text })).toBeTruthy();
    const names = options().map((option) => option.getAttribute('aria-label'));
    expect(names).toEqual([
      '0, Not at all likely',
      ...Array.from({ length: 9 }, (_, index) => `${index + 1}`),
      '10, Extremely likely',
    ]);
    const nine = screen.getByRole('radio', { name: '9' });
    fireEvent.click(nine);
    expect(choose).toHaveBeenCalledWith(9, nine);
  });

  test('arrow keys, Home, End and digits move the focus and choose nothing', () => {
    const { choose } = draw(nps);
    options()[0]?.focus();
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    const path = ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'End', 'ArrowRight', 'ArrowLeft', 'Home', '7'].map(
      (key) => {
        press(key);
        return focused();
      },
    );
    expect(path).toEqual([1, 2, 1, 10, 0, 10, 0, 7]);
    const inTabOrder = options().filter(({ tabIndex }) => tabIndex === 0);
    expect(inTabOrder).toEqual([options()[7]]);
    expect(choose).not.toHaveBeenCalled();
  });

  test('keys with a modifier stay the browser’s', () => {
    draw(nps);
    options()[0]?.focus();
    fireEvent.keyDown(options()[0] as Element, { key: 'ArrowRight', altKey: true });
    expect(focused()).toBe(0);
  });

  test('from right to left the arrows are mirrored and the order is not', () => {
    draw(nps, { rtl: true });
    options()[3]?.focus();
    fireEvent.keyDown(options()[3] as Element, { key: 'ArrowLeft' });
    expect(focused()).toBe(4);
    expect(options()[0]?.textContent).toBe('0');
  });

  test('nothing is checked before somebody chooses', () => {
    draw(csat);
    expect(options().map((option) => option.getAttribute('aria-checked'))).toEqual(Array(5).fill('false'));
  });

  test('faces have a name that counts; numbers are their own', () => {
    draw(csat);
    expect(options()[1]?.getAttribute('aria-label')).toBe('2 of 5');
    const face = options()[1]?.querySelector('svg');
    expect(face?.getAttribute('aria-hidden')).toBe('true');
    expect(face?.namespaceURI).toBe('http://www.w3.org/2000/svg');
    draw({ ...csat, look: 'numbers' });
    expect(options()[3]?.textContent).toBe('4');
  });

  test('an optional one can be skipped', () => {
    const { answer } = draw({ ...csat, optional: true });
    fireEvent.click(screen.getByRole('button', { name: 'Skip' }));
    expect(answer).toHaveBeenCalledWith(null);
  });

  test.each<ScaleQuestion>([
    { id: 'q', text: 't', type: 'nps' },
    { id: 'q', text: 't', type: 'csat' },
    { id: 'q', text: 't', type: 'csat', points: 3 },
  ])('has the ends that the protocol gives %o', (question) => {
    const scale = scaleOf(question);
    expect(rangeOf(question)).toEqual([scale?.min, scale?.max]);
  });
});

describe('text', () => {
  const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: why.text });
  const send = () => fireEvent.submit(box().form as HTMLFormElement);

  test('sends what was typed, trimmed', () => {
    const { answer } = draw(why);
    fireEvent.input(box(), { target: { value: '  too slow \n' } });
    send();
    expect(answer).toHaveBeenCalledWith('too slow');
  });

  test('must be answered unless it is optional', () => {
    const { answer } = draw(why);
    expect(box().required).toBe(true);
    fireEvent.input(box(), { target: { value: '   ' } });
    send();
    expect(answer).not.toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: 'Skip' })).toBeNull();
    const optional = draw({ ...why, optional: true });
    expect(box().required).toBe(false);
    send();
    expect(optional.answer).toHaveBeenCalledWith(null);
    expect(screen.getByRole('button', { name: 'Skip' })).toBeTruthy();
  });

  test('takes no more characters than are kept, and as many as the survey wants', () => {
    draw(why);
    expect(box().maxLength).toBe(4_000);
    expect(box().hasAttribute('minlength')).toBe(false);
    draw({ ...why, minLength: 10, maxLength: 140 });
    expect([box().minLength, box().maxLength]).toEqual([10, 140]);
  });

  test('is sent by Ctrl or Cmd with Enter, and by no other Enter', () => {
    draw(why);
    const sent = vi.spyOn(box().form as HTMLFormElement, 'requestSubmit').mockReturnValue();
    for (const how of [{}, { ctrlKey: true, isComposing: true }, { ctrlKey: true }, { metaKey: true }])
      fireEvent.keyDown(box(), { key: 'Enter', ...how });
    expect(sent).toHaveBeenCalledTimes(2);
  });
});

describe('message', () => {
  const buttons = () => screen.getAllByRole('button').map((button) => button.textContent);
  const link = { text: 'See the release notes', url: 'https://example.com/notes' };

  test('goes on, or ends the survey for now', () => {
    const { advance, dismiss } = draw(news, { last: false });
    expect(buttons()).toEqual(['', 'Next', 'Not now']);
    fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(advance).toHaveBeenCalledTimes(1);
    fireEvent.click(screen.getByRole('button', { name: 'Not now' }));
    expect(dismiss).toHaveBeenCalledWith('later');
  });

  test('leads to another site beside this one, and following the link goes on', () => {
    const { advance } = draw({ ...news, link });
    const anchor = screen.getByRole<HTMLAnchorElement>('link', { name: link.text });
    expect([anchor.href, anchor.target, anchor.rel]).toEqual([link.url, '_blank', 'noopener']);
    expect(anchor.getAttribute('part')).toBe('button');
    // The page of this test is to stay.
    anchor.addEventListener('click', (event) => event.preventDefault());
    fireEvent.click(anchor);
    expect(advance).toHaveBeenCalledTimes(1);
  });

  test.each(['/pricing', 'mailto:help@example.com'])('leads to %s in this window', (url) => {
    draw({ ...news, link: { ...link, url } });
    const anchor = screen.getByRole('link', { name: link.text });
    expect(anchor.getAttribute('href')).toBe(url);
    expect(anchor.hasAttribute('target')).toBe(false);
  });

  test('has a Next beside its link only when something comes next', () => {
    draw({ ...news, link });
    expect(buttons()).toEqual(['', 'Not now']);
    draw({ ...news, link }, { last: false });
    expect(buttons()).toEqual(['', 'Next', 'Not now']);
    expect(screen.getByRole('button', { name: 'Next' }).className).toBe('button');
  });
});
