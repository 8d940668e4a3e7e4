import { describe, expect, test, vi } from 'vitest';
import { element } from './element.ts';

describe('element', () => {
  test('has its attributes, and those that are false or undefined not at all', () => {
    const made = element('textarea', { rows: 3, required: '', disabled: false, placeholder: undefined });
    expect(made.outerHTML).toBe('<textarea rows="3" required=""></textarea>');
  });

  test('keeps attributes that say false in words', () => {
    expect(element('p', { 'aria-checked': 'false', title: '' }).outerHTML).toBe(
      '<p aria-checked="false" title=""></p>',
    );
  });

  test('listens', () => {
    const onclick = vi.fn();
    const made = element('button', { onclick });
    made.click();
    expect(onclick).toHaveBeenCalledOnce();
    expect(made.hasAttribute('onclick')).toBe(false);
  });

  test('holds elements and words in their order, and nothing for what is not there', () => {
    const made = element('p', {}, 'a', element('b', {}, '<i>'), undefined, false, null, '', 'c');
    expect(made.innerHTML).toBe('a<b>&lt;i&gt;</b>c');
    expect(made.childNodes).toHaveLength(3);
  });
});
