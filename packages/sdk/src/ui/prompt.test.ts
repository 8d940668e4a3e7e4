import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { Step } from '../api.ts';
import { choices, csat, draw, english, nps, why } from './prompt.fixture.ts';
import { drawable } from './questions/index.ts';

afterEach(() => document.body.replaceChildren());

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
    draw(nps);
    expect(document.querySelector('.progress')).toBeNull();
    const { ask } = draw(nps, {}, 2 / 3);
    const bar = document.querySelector<HTMLElement>('.progress');
    expect(bar?.style.width).toBe('67%');
    ask(why, 1);
    expect(bar?.style.width).toBe('100%');
    expect(document.querySelectorAll('.progress')).toHaveLength(1);
  });

  test('says in words that an answer is kept, until it is not', () => {
    const { keep } = draw(nps);
    keep(true);
    expect(screen.getByText(english.kept).getAttribute('aria-live')).toBe('polite');
    keep(false);
    expect(screen.queryByText(english.kept)).toBeNull();
  });

  test('renders texts as text', () => {
    const text = '<img src=x onerror=alert(1)>';
    draw({ ...csat, text, labels: { low: text, high: text } });
    expect(screen.getAllByText(text)).toHaveLength(3);
    expect(document.querySelector('img')).toBeNull();
  });

  test('puts what the parts of a question have in common before each part', () => {
    draw({ ...csat, lead: 'Think of your last import.', text: 'It was easy.' });
    expect(screen.getByRole('dialog', { name: 'Think of your last import. It was easy.' })).toBeTruthy();
  });

  test('words that are said already are not put in, and so not read out, again', () => {
    const { keep } = draw(nps);
    keep(true);
    const [said] = screen.getByText(english.kept).childNodes;
    keep(true);
    expect(screen.getByText(english.kept).firstChild).toBe(said);
  });

  test.each<Step['type']>([
    'nps',
    'csat',
    'ces',
    'cxi',
    'pmf',
    'rating',
    'thumbs',
    'choice',
    'choices',
    'text',
    'message',
  ])('draws %s', (type) => {
    expect(drawable({ type })).toBe(true);
    draw({ ...choices, min: 1, max: 3, type });
    expect(document.querySelector('.body')?.childElementCount).toBeGreaterThan(0);
  });

  test.each(['hologram', 'constructor', '__proto__'])('cannot draw %s, of a later program', (type) => {
    expect(drawable({ type })).toBe(false);
  });
});
