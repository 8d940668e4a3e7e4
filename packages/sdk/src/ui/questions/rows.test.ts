import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { choice, choices, draw, pmf, press } from '../prompt.fixture.ts';

afterEach(() => document.body.replaceChildren());

const tap = (role: string, name: string) => fireEvent.click(screen.getByRole(role, { name }));
const checked = () =>
  [...document.querySelectorAll('[aria-checked=true]')].map(({ textContent }) => textContent);
const send = () => fireEvent.submit(document.querySelector('form') as HTMLFormElement);
const sending = () => document.querySelector<HTMLButtonElement>('.primary');
const field = () => document.querySelector('input') as HTMLInputElement;

describe('one of several rows', () => {
  test('is answered by a tap, without a button to send it', () => {
    const { choose } = draw(choice);
    expect(screen.getByRole('radiogroup', { name: choice.text })).toBeTruthy();
    expect(sending()?.hidden).toBe(true);
    tap('radio', 'Green');
    expect(choose).toHaveBeenCalledExactlyOnceWith('green', screen.getByRole('radio', { name: 'Green' }));
  });

  test('is reached by arrow keys and by the digit of its place, and one stop of the Tab key', () => {
    draw(choice);
    const rows = screen.getAllByRole('radio');
    rows[0]?.focus();
    const path = ['ArrowDown', 'End', '1', '2', '9'].map((key) => {
      press(key);
      return rows.indexOf(document.activeElement as HTMLElement);
    });
    expect(path).toEqual([1, 2, 0, 1, 1]);
    expect(rows.map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
  });

  test('of one’s own words opens a field, which is sent with them', () => {
    const { choose, answer } = draw({ ...choice, other: 'Another' });
    expect(field().hidden).toBe(true);
    tap('radio', 'Another');
    expect([choose.mock.calls, checked()]).toEqual([[], ['Another']]);
    expect(document.activeElement).toBe(field());
    expect(field().getAttribute('aria-label')).toBe('Another');
    fireEvent.input(field(), { target: { value: 'Violet' } });
    expect([sending()?.hidden, sending()?.disabled]).toEqual([false, false]);
    send();
    expect(answer).toHaveBeenCalledExactlyOnceWith('other', 'Violet');
  });

  test('can still be another while the field is open', () => {
    const { choose } = draw({ ...choice, other: 'Another' });
    tap('radio', 'Another');
    tap('radio', 'Red');
    expect(choose.mock.calls.map(([value]) => value)).toEqual(['red']);
  });

  test('that is only called "other" takes no words', () => {
    const { choose } = draw({ ...choice, options: [{ id: 'other', text: 'Another' }] });
    tap('radio', 'Another');
    expect(choose.mock.calls.map(([value]) => value)).toEqual(['other']);
  });

  test('can be skipped when it is optional', () => {
    const { answer } = draw({ ...choice, optional: true });
    tap('button', 'Skip');
    expect(answer).toHaveBeenCalledWith(null);
  });

  test('for product-market fit is very, somewhat or not disappointed: 3, 2 and 1', () => {
    const { choose } = draw(pmf);
    for (const row of screen.getAllByRole('radio')) fireEvent.click(row);
    expect(choose.mock.calls.map(([value, row]) => [value, (row as Element).textContent])).toEqual([
      [3, 'Very disappointed'],
      [2, 'Somewhat disappointed'],
      [1, 'Not disappointed'],
    ]);
  });
});

describe('any of several rows', () => {
  test('are check boxes in a group, each a stop of the Tab key, sent together', () => {
    const { answer, choose } = draw(choices);
    expect(screen.getByRole('group', { name: choices.text })).toBeTruthy();
    expect(screen.getAllByRole('checkbox').map(({ tabIndex }) => tabIndex)).toEqual([0, 0, 0]);
    expect(sending()?.disabled).toBe(true);
    tap('checkbox', 'Blue');
    tap('checkbox', 'Red');
    tap('checkbox', 'Blue');
    tap('checkbox', 'Green');
    expect(checked()).toEqual(['Red', 'Green']);
    expect(sending()?.disabled).toBe(false);
    send();
    expect(answer).toHaveBeenCalledExactlyOnceWith(['red', 'green'], '');
    expect(choose).not.toHaveBeenCalled();
  });

  test('cannot be sent while none is chosen', () => {
    draw(choices);
    tap('checkbox', 'Blue');
    tap('checkbox', 'Blue');
    expect(sending()?.disabled).toBe(true);
  });

  test('are no more than may be chosen, which is said', () => {
    draw({ ...choices, atMost: 2 });
    const group = screen.getByRole('group');
    expect(document.getElementById(group.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Choose up to 2',
    );
    tap('checkbox', 'Blue');
    tap('checkbox', 'Red');
    expect(screen.getByRole<HTMLButtonElement>('checkbox', { name: 'Green' }).disabled).toBe(true);
    tap('checkbox', 'Red');
    expect(screen.getByRole<HTMLButtonElement>('checkbox', { name: 'Green' }).disabled).toBe(false);
  });

  test('say nothing of a limit that there is not', () => {
    draw(choices);
    expect(screen.getByRole('group').hasAttribute('aria-describedby')).toBe(false);
    expect(document.querySelector('#hint')).toBeNull();
  });

  test('may be among one’s own words', () => {
    const { answer } = draw({ ...choices, other: 'Another' });
    tap('checkbox', 'Red');
    tap('checkbox', 'Another');
    expect(document.activeElement).toBe(field());
    fireEvent.input(field(), { target: { value: 'Violet' } });
    send();
    expect(answer).toHaveBeenCalledExactlyOnceWith(['red', 'other'], 'Violet');
    tap('checkbox', 'Another');
    expect(field().hidden).toBe(true);
  });
});
