import type { Question } from '@milepost/protocol';
import { scaleOf } from '@milepost/protocol';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { en } from './locales/en.ts';
import { Prompt, type PromptProps } from './prompt.tsx';
import { drawable } from './questions/index.ts';
import { rangeOf, type ScaleQuestion } from './questions/range.ts';
import type { Turn } from './questions/turn.ts';

afterEach(cleanup);

const nps: Question = {
  id: 'recommend',
  type: 'nps',
  text: 'How likely are you to recommend us?',
  labels: { low: 'Not at all likely', high: 'Extremely likely' },
};
const csat: Question = { id: 'how', type: 'csat', text: 'How satisfied are you?' };
const why: Question = { id: 'why', type: 'text', text: 'What went wrong?' };

function draw(question: Question, turn: Partial<Turn> = {}, props: Partial<PromptProps> = {}) {
  const calls = { choose: vi.fn(), answer: vi.fn(), advance: vi.fn(), dismiss: vi.fn() };
  render(
    <Prompt
      turn={{ question, words: en, rtl: false, chosen: null, ...calls, ...turn }}
      thanks={false}
      step={1}
      steps={1}
      kept={false}
      leaving={false}
      {...props}
    />,
  );
  return calls;
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

  test('shows how far the survey has come only when it has more than two questions', () => {
    draw(nps, {}, { step: 1, steps: 2 });
    expect(document.querySelector('.progress')).toBeNull();
    cleanup();
    draw(nps, {}, { step: 2, steps: 3 });
    expect(document.querySelector<HTMLElement>('.progress')?.style.inlineSize).toMatch(/^66\.6+7?%$/);
  });

  test('says in words that an answer is kept', () => {
    draw(nps, {}, { kept: true });
    expect(screen.getByText(en.kept)).toBeTruthy();
  });

  test('renders texts as text', () => {
    const text = '<img src=x onerror=alert(1)>';
    draw({ ...csat, text });
    expect(screen.getByText(text)).toBeTruthy();
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
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10, Extremely likely',
    ]);
    fireEvent.click(screen.getByRole('radio', { name: '9' }));
    expect(choose).toHaveBeenCalledWith(9);
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
    expect(
      options()
        .map((option) => option.tabIndex)
        .filter((index) => index === 0),
    ).toHaveLength(1);
    expect(options()[7]?.tabIndex).toBe(0);
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

  test('what was chosen is checked', () => {
    draw(csat, { chosen: 4 });
    expect(options().map((option) => option.getAttribute('aria-checked'))).toEqual([
      'false',
      'false',
      'false',
      'true',
      'false',
    ]);
  });

  test('faces have a name that counts; numbers are their own', () => {
    draw(csat);
    expect(options()[1]?.getAttribute('aria-label')).toBe('2 of 5');
    expect(options()[1]?.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    cleanup();
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
    cleanup();
    const optional = draw({ ...why, optional: true });
    send();
    expect(optional.answer).toHaveBeenCalledWith(null);
    expect(screen.getByRole('button', { name: 'Skip' })).toBeTruthy();
  });

  test('takes no more characters than are kept', () => {
    draw(why);
    expect(box().maxLength).toBe(4_000);
    cleanup();
    draw({ ...why, maxLength: 140 });
    expect(box().maxLength).toBe(140);
  });
});
