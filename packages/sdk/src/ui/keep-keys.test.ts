import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type KeyInside, keepKeys } from './keep-keys.ts';

let root: ShadowRoot;
let field: HTMLElement;
let ending: AbortController;
const reached = vi.fn();

const type = (at: Element, kind = 'keydown') => {
  const event = new KeyboardEvent(kind, { key: 'j', bubbles: true, composed: true, cancelable: true });
  at.dispatchEvent(event);
  return event;
};

beforeEach(() => {
  ending = new AbortController();
  reached.mockClear();
  const host = document.body.appendChild(document.createElement('div'));
  root = host.attachShadow({ mode: 'open' });
  field = root.appendChild(document.createElement('input'));
  keepKeys(root, ending.signal);
  const { signal } = ending;
  for (const kind of ['keydown', 'keypress', 'keyup'])
    for (const capture of [true, false]) document.addEventListener(kind, reached, { capture, signal });
});
afterEach(() => {
  ending.abort();
  document.body.replaceChildren();
});

describe('keepKeys', () => {
  test.each(['keydown', 'keypress', 'keyup'])(
    'keeps a %s inside from the page, on its way down and up',
    (kind) => {
      type(field, kind);
      expect(reached).not.toHaveBeenCalled();
    },
  );

  test('leaves the page its own keys', () => {
    type(document.body);
    expect(reached).toHaveBeenCalledTimes(2);
  });

  test('tells what is inside of a key once, and that it has done what the browser would do', () => {
    const heard = vi.fn(({ detail }: KeyInside) => detail.preventDefault());
    root.addEventListener('key', heard as unknown as EventListener);
    expect(type(field).defaultPrevented).toBe(true);
    type(field, 'keyup');
    expect(heard).toHaveBeenCalledOnce();
    expect(heard.mock.calls[0]?.[0].target).toBe(field);
  });

  test('is gone at its end', () => {
    const heard = vi.fn();
    root.addEventListener('key', heard);
    ending.abort();
    type(field);
    expect(heard).not.toHaveBeenCalled();
  });
});
