import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { draw, news } from '../prompt.fixture.ts';

afterEach(() => document.body.replaceChildren());

describe('message', () => {
  const buttons = () => screen.getAllByRole('button').map((button) => button.textContent);
  const link = { text: 'See the release notes', url: 'https://example.com/notes' };

  test('goes on, or ends the survey for now', () => {
    const { advance, dismiss } = draw({ ...news, last: false });
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
    draw({ ...news, link, last: false });
    expect(buttons()).toEqual(['', 'Next', 'Not now']);
    expect(screen.getByRole('button', { name: 'Next' }).className).toBe('button');
  });
});
