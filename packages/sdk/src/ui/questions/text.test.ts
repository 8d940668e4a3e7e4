import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { draw, press, why } from '../prompt.fixture.ts';

afterEach(() => document.body.replaceChildren());

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
      press('Enter', how, box());
    expect(sent).toHaveBeenCalledTimes(2);
  });
});
