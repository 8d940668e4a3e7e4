import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { Step } from '../../api.ts';
import { csat, draw, english, nps, press, thumbs } from '../prompt.fixture.ts';

afterEach(() => document.body.replaceChildren());

const options = () => screen.getAllByRole('radio');
const names = () => options().map((option) => option.getAttribute('aria-label'));
const focused = () => options().indexOf(document.activeElement as HTMLElement);
const rating: Step = { ...csat, type: 'rating' };

describe('scale', () => {
  test('NPS is eleven radio buttons, the ends with their words', () => {
    const { choose } = draw(nps);
    expect(screen.getByRole('radiogroup', { name: nps.text })).toBeTruthy();
    expect(names()).toEqual([
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
    press('ArrowRight', { altKey: true });
    expect(focused()).toBe(0);
  });

  test('from right to left the arrows are mirrored and the order is not', () => {
    draw(nps, { rtl: true });
    options()[3]?.focus();
    press('ArrowLeft');
    expect(focused()).toBe(4);
    expect(options()[0]?.textContent).toBe('0');
  });

  test('nothing is checked before somebody chooses', () => {
    draw(csat);
    expect(options().map((option) => option.getAttribute('aria-checked'))).toEqual(Array(5).fill('false'));
  });

  test('is in the digits of the language', () => {
    const number = (value: number) => new Intl.NumberFormat('fa').format(value);
    draw(nps, { words: { ...english, number } });
    expect(options().at(-1)?.textContent).toBe('۱۰');
    expect(names()[1]).toBe('۱');
  });

  test('an optional one can be skipped', () => {
    const { answer } = draw({ ...csat, optional: true });
    fireEvent.click(screen.getByRole('button', { name: 'Skip' }));
    expect(answer).toHaveBeenCalledWith(null);
  });

  test('pictures have a name that counts, and their words at the ends', () => {
    draw({ ...csat, labels: { high: 'Very' } });
    expect(names()).toEqual(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5, Very']);
    const face = options()[1]?.querySelector('svg');
    expect(face?.getAttribute('aria-hidden')).toBe('true');
    expect(face?.namespaceURI).toBe('http://www.w3.org/2000/svg');
  });
});

describe('the look of a scale', () => {
  const look = () => screen.getByRole('radiogroup').className.split(' ')[1];

  test.each<[string, Step, string]>([
    ['faces for satisfaction', csat, 'smileys'],
    ['numbers for a rating', rating, 'numbers'],
    ['numbers for effort', { ...csat, type: 'ces', max: 7 }, 'numbers'],
    ['numbers for a part of CXI', { ...csat, type: 'cxi' }, 'numbers'],
    ['thumbs for thumbs', thumbs, 'thumbs'],
    ['what the program says', { ...csat, look: 'numbers' }, 'numbers'],
    ['stars, however many', { ...rating, look: 'stars', max: 10 }, 'stars'],
    ['numbers for more faces than can be told apart', { ...rating, look: 'smileys', max: 6 }, 'numbers'],
    ['numbers for more emoji than can be told apart', { ...rating, look: 'emoji', max: 6 }, 'numbers'],
  ])('is %s', (_, step, expected) => {
    draw(step);
    expect(look()).toBe(expected);
  });

  test.each([
    [2, '😞 😀'],
    [3, '😞 😐 😀'],
    [4, '😞 🙁 🙂 😀'],
    [5, '😞 🙁 😐 🙂 😀'],
  ])('has %i emoji that lie as far apart as they can', (max, drawn) => {
    draw({ ...rating, look: 'emoji', max });
    expect(
      options()
        .map(({ textContent }) => textContent)
        .join(' '),
    ).toBe(drawn);
    expect(names()[0]).toBe(`1 of ${max}`);
  });

  test('is a thumb up, then a thumb down, each with its words', () => {
    const { choose } = draw({ ...thumbs, labels: { low: 'No', high: 'Yes' } });
    expect(names()).toEqual(['Thumbs up, Yes', 'Thumbs down, No']);
    for (const option of options()) fireEvent.click(option);
    expect(choose.mock.calls.map(([value]) => value)).toEqual([1, 0]);
  });
});
