// @vitest-environment happy-dom
import type { Cx, Outcome, Step, SurveySession } from '@milepost/sdk';
import { CxProvider, Survey, useSurvey, useTrigger } from '@milepost/sdk/react';
import { act, createElement, type ReactNode, StrictMode, useEffect } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** A session that a test holds in its hand. */
function fakeSession(id: string) {
  const listeners = new Set<() => void>();
  let current: Step | null = { id, type: 'text', text: id, optional: true, last: true };
  const session: SurveySession = {
    get current() {
      return current;
    },
    progress: 0,
    delivery: 'idle',
    answer: vi.fn(),
    advance: vi.fn(),
    back: vi.fn(),
    dismiss: vi.fn(() => {
      current = null;
      for (const listener of listeners) listener();
    }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    outcome: new Promise(() => {}),
  };
  return { session, listeners };
}

const completed: Outcome = { status: 'completed', answers: {} };
/** A client of which only what the hooks call is there. */
const fakeClient = () => ({
  trigger: vi.fn(async (_touchpoint: string, _facts?: object) => completed),
  open: vi.fn((_touchpoint: string, _placement: object) => new Promise<Outcome>(() => {})),
  session: vi.fn(
    (_touchpoint: string, _facts?: object) =>
      new Promise<SurveySession | null>((resolve) => arrived.push(resolve)),
  ),
});

let client: ReturnType<typeof fakeClient>;
let arrived: ((session: SurveySession | null) => void)[];
let root: Root;
let place: HTMLElement;

beforeEach(() => {
  client = fakeClient();
  arrived = [];
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(async () => {
  await act(async () => root.unmount());
  place.remove();
});

const within = (child: ReactNode) =>
  createElement(
    StrictMode,
    null,
    createElement(
      CxProvider<string, Record<string, never>>,
      { client: client as unknown as Cx<string, Record<string, never>> },
      child,
    ),
  );
const render = (child: ReactNode) => act(async () => root.render(within(child)));

type AnyTouchpoint = Parameters<typeof useSurvey>[0];
function Asked({ touchpoint, facts }: { touchpoint: string; facts?: object }) {
  const { current } = useSurvey(touchpoint as AnyTouchpoint, facts);
  return current?.text ?? 'nothing';
}

describe('useSurvey', () => {
  test('asks once in strict mode, and draws what the session says', async () => {
    const { session } = fakeSession('first');
    await render(createElement(Asked, { touchpoint: 'a', facts: { one: 1 } }));
    expect(client.session.mock.calls).toEqual([['a', { one: 1 }]]);
    expect(place.textContent).toBe('nothing');
    await act(async () => arrived[0]?.(session));
    expect(place.textContent).toBe('first');
    await act(async () => session.dismiss());
    expect(place.textContent).toBe('nothing');
  });

  test('asks nothing anew when the component is drawn again with other facts', async () => {
    await render(createElement(Asked, { touchpoint: 'a', facts: { one: 1 } }));
    await render(createElement(Asked, { touchpoint: 'a', facts: { one: 2 } }));
    expect(client.session).toHaveBeenCalledTimes(1);
  });

  test('ends a session that comes when the component is gone', async () => {
    const { session, listeners } = fakeSession('late');
    await render(createElement(Asked, { touchpoint: 'a' }));
    await render(null);
    await act(async () => arrived[0]?.(session));
    expect(session.dismiss).toHaveBeenCalledExactlyOnceWith('superseded');
    expect(listeners.size).toBe(0);
  });

  test('ends the session of one touchpoint when it is about another', async () => {
    const [first, second] = [fakeSession('first'), fakeSession('second')];
    await render(createElement(Asked, { touchpoint: 'a' }));
    await act(async () => arrived[0]?.(first.session));
    await render(createElement(Asked, { touchpoint: 'b' }));
    expect(first.session.dismiss).toHaveBeenCalledExactlyOnceWith('superseded');
    await act(async () => arrived[1]?.(second.session));
    expect(place.textContent).toBe('second');
    expect(first.listeners.size).toBe(0);
    expect(client.session.mock.calls.map(([touchpoint]) => touchpoint)).toEqual(['a', 'b']);
  });

  test('asks when the components around have said who is there', async () => {
    const order: string[] = [];
    client.session.mockImplementation(async () => {
      order.push('session');
      return null;
    });
    const SignedIn = () => {
      useEffect(() => void order.push('identify'), []);
      return createElement(Asked, { touchpoint: 'a' });
    };
    await render(createElement(SignedIn));
    expect(order).toEqual(['identify', 'identify', 'session']);
  });

  test('draws nothing where nothing is asked', async () => {
    await render(createElement(Asked, { touchpoint: 'a' }));
    await act(async () => arrived[0]?.(null));
    expect(place.textContent).toBe('nothing');
  });
});

describe('Survey', () => {
  const survey = (onOutcome?: (outcome: Outcome) => void) =>
    createElement(Survey, {
      touchpoint: 'a' as AnyTouchpoint,
      className: 'place',
      ...(onOutcome && { onOutcome }),
    });

  test('opens once in strict mode, in its own element, and is aborted when it goes', async () => {
    await render(survey());
    expect(client.open).toHaveBeenCalledTimes(1);
    const [, placement] = client.open.mock.calls[0] ?? [];
    const { into, signal } = placement as { into: Element; signal: AbortSignal };
    expect(into).toBe(place.querySelector('.place'));
    expect(signal.aborted).toBe(false);
    await render(null);
    expect(signal.aborted).toBe(true);
  });

  test('tells the outcome to whoever listens by then', async () => {
    let settle: (outcome: Outcome) => void = () => {};
    client.open.mockImplementation(() => new Promise((settled) => (settle = settled)));
    const [before, after] = [vi.fn(), vi.fn()];
    await render(survey(before));
    await render(survey(after));
    await act(async () => settle(completed));
    expect(before).not.toHaveBeenCalled();
    expect(after).toHaveBeenCalledExactlyOnceWith(completed);
  });

  test('tells nobody when the component went first', async () => {
    let settle: (outcome: Outcome) => void = () => {};
    client.open.mockImplementation(() => new Promise((settled) => (settle = settled)));
    const told = vi.fn();
    await render(survey(told));
    await render(null);
    await act(async () => settle({ status: 'dismissed', reason: 'superseded', answers: {} }));
    expect(told).not.toHaveBeenCalled();
  });
});

describe('useTrigger', () => {
  test('is the same function while its touchpoint is the same', async () => {
    const seen: ((facts?: never) => Promise<Outcome>)[] = [];
    const Closing = ({ touchpoint }: { touchpoint: string }) => {
      seen.push(useTrigger(touchpoint as AnyTouchpoint) as (typeof seen)[number]);
      return null;
    };
    await render(createElement(Closing, { touchpoint: 'a' }));
    await render(createElement(Closing, { touchpoint: 'a' }));
    expect(new Set(seen).size).toBe(1);
    expect(await seen[0]?.()).toEqual(completed);
    expect(client.trigger.mock.calls).toEqual([['a', undefined]]);
    await render(createElement(Closing, { touchpoint: 'b' }));
    expect(new Set(seen).size).toBe(2);
  });
});

test('a component outside of the provider is told what is missing', () => {
  expect(() => renderToString(createElement(Asked, { touchpoint: 'a' }))).toThrow(
    'cx: no client. Put <CxProvider client={createCx(…)}> above this component.',
  );
});

test('a server renders the place of a survey, and asks nothing', () => {
  const html = renderToString(within(createElement(Survey, { touchpoint: 'a' as AnyTouchpoint })));
  expect(html).toBe('<div></div>');
  expect(client.open).not.toHaveBeenCalled();
});
