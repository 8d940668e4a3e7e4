// @vitest-environment happy-dom
import type { ClientTouchpoint, ClientTrigger } from '@milepost/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Facts } from '../api.ts';
import { watchPage } from './watch-page.ts';

let reached: string[];
let facts: (Facts | undefined)[];
let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  reached = [];
  facts = [];
  document.body.innerHTML = '<main><button id="save"><b>Save</b></button></main>';
  history.replaceState(null, '', '/tickets');
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const spec = (triggers: ClientTrigger[], rest: Partial<ClientTouchpoint> = {}) =>
  ({ survey: 'csat', triggers, ...rest }) as ClientTouchpoint;
const watch = (touchpoints: Record<string, ClientTouchpoint>) => {
  stop = watchPage(touchpoints, (name, told) => {
    reached.push(name);
    facts.push(told);
  });
};
const go = (path: string) => history.pushState(null, '', path);
const click = (selector: string) =>
  document.querySelector(selector)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
const tell = (name: string, detail?: unknown) => document.dispatchEvent(new CustomEvent(name, { detail }));
const leaveAt = (clientY: number) =>
  document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY }));

const opened: ClientTrigger = { on: 'page' };
const exported: ClientTrigger = { on: 'event', name: 'exported' };

describe('a watched page', () => {
  test('reaches a touchpoint once on each view, by whichever of its triggers is first', () => {
    watch({ a: spec([exported, { on: 'click', selector: '#save' }]), b: spec([exported]) });
    click('#save');
    tell('exported');
    tell('exported');
    expect(reached).toEqual(['a', 'b']);
    go('/tickets?tab=log');
    tell('exported');
    expect(reached).toEqual(['a', 'b']);
    go('/tickets/42');
    expect(reached).toEqual(['a', 'b']);
    tell('exported');
    expect(reached).toEqual(['a', 'b', 'a', 'b']);
  });

  test('arms a trigger on its pages alone', () => {
    watch({ docs: spec([{ on: 'page', page: '/docs/*' }]), all: spec([opened]) });
    expect(reached).toEqual(['all']);
    go('/docs/first');
    go('/docs/second');
    go('/tickets');
    expect(reached).toEqual(['all', 'docs', 'all', 'docs', 'all', 'all']);
  });

  test('waits anew for each view, and for none that was left', () => {
    watch({ late: spec([{ on: 'delay', after: 30_000 }]) });
    vi.advanceTimersByTime(29_999);
    go('/elsewhere');
    vi.advanceTimersByTime(29_999);
    expect(reached).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(reached).toEqual(['late']);
  });

  test('arms nothing of a paused touchpoint', () => {
    watch({ paused: spec([opened, { on: 'delay', after: 0 }], { paused: true }) });
    go('/elsewhere');
    vi.runAllTimers();
    expect(reached).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('listens for nothing that no trigger of this view is about', () => {
    const listening = [document, window, document.documentElement].map((target) =>
      vi.spyOn(target, 'addEventListener'),
    );
    const types = () => new Set(listening.flatMap(({ mock }) => mock.calls.map(([type]) => type)));
    const ofRoute = ['pageshow', 'popstate', 'hashchange'];
    watch({
      all: spec([
        opened,
        { on: 'scroll', depth: 1, page: '/docs' },
        { on: 'inactivity', after: 1_000, page: '/docs' },
        { on: 'exit', page: '/docs' },
        { on: 'click', selector: 'a', page: '/docs' },
        { ...exported, page: '/docs' },
      ]),
      timed: spec([{ on: 'delay', after: 1_000 }]),
    });
    expect([...types()].sort()).toEqual(ofRoute.toSorted());
  });

  test('leaves nothing behind when it is stopped', () => {
    const live = new Set<string>();
    const targets: EventTarget[] = [document, window, document.documentElement];
    for (const target of targets) {
      const { addEventListener, removeEventListener } = target;
      vi.spyOn(target, 'addEventListener').mockImplementation((type, listener, how) => {
        live.add(type);
        const signal = typeof how === 'object' && how.signal;
        if (signal) signal.addEventListener('abort', () => live.delete(type));
        addEventListener.call(target, type, listener, how);
      });
      vi.spyOn(target, 'removeEventListener').mockImplementation((type, listener) => {
        live.delete(type);
        removeEventListener.call(target, type, listener);
      });
    }
    const every: ClientTrigger[] = [
      exported,
      { on: 'delay', after: 1_000 },
      { on: 'scroll', depth: 0.5 },
      { on: 'exit' },
      { on: 'inactivity', after: 1_000 },
      { on: 'click', selector: '#save' },
    ];
    watch({ every: spec(every), again: spec(every) });
    expect(live.size).toBeGreaterThan(10);
    stop();
    expect([...live]).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    go('/elsewhere');
    click('#save');
    expect(reached).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a selector that is none', { on: 'click', selector: 'a[' }],
    ['a kind of a later release', { on: 'shake' }],
    ['a kind named like a member of every object', { on: 'constructor' }],
    ['a page that cannot be escaped', { on: 'page', page: '/\ud800' }],
  ])('keeps its other triggers beside %s', (_, broken) => {
    const complaints = vi.fn();
    addEventListener('error', complaints);
    watch({ a: spec([broken as ClientTrigger, exported]), constructor: spec([exported]) });
    click('#save');
    expect(reached).toEqual([]);
    tell('exported');
    expect(reached).toEqual(['a', 'constructor']);
    removeEventListener('error', complaints);
    expect(complaints).not.toHaveBeenCalled();
  });
});

describe('the trigger', () => {
  test.each<[string, unknown, Facts | undefined]>([
    ['its detail', { queue: 'billing' }, { queue: 'billing' }],
    ['nothing, without a detail', undefined, undefined],
    ['nothing, of a text', 'billing', undefined],
    ['nothing, of a list', ['billing'], undefined],
  ])('`event` tells as facts %s', (_, detail, told) => {
    watch({ a: spec([exported]) });
    tell('exported', detail);
    expect(facts).toEqual([told]);
  });

  test('`event` hears the window and the document, and not what stays within an element', () => {
    watch({ a: spec([exported]) });
    document.body.dispatchEvent(new CustomEvent('exported'));
    expect(reached).toEqual([]);
    window.dispatchEvent(new CustomEvent('exported'));
    expect(reached).toEqual(['a']);
    go('/elsewhere');
    document.body.dispatchEvent(new CustomEvent('exported', { bubbles: true }));
    expect(reached).toEqual(['a', 'a']);
  });

  test('`exit` is about leaving through the top alone', () => {
    watch({ a: spec([{ on: 'exit' }]) });
    leaveAt(400);
    leaveAt(1);
    expect(reached).toEqual([]);
    leaveAt(0);
    expect(reached).toEqual(['a']);
  });

  test.each(['keydown', 'pointerdown', 'pointermove', 'touchmove', 'wheel', 'scroll'])(
    '`inactivity` begins anew with each %s',
    (type) => {
      watch({ a: spec([{ on: 'inactivity', after: 60_000 }]) });
      vi.advanceTimersByTime(59_999);
      document.querySelector('b')?.dispatchEvent(new Event(type));
      vi.advanceTimersByTime(59_999);
      expect(reached).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(reached).toEqual(['a']);
    },
  );

  test('`inactivity` is not counted while the page is not in front', () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    watch({ a: spec([{ on: 'inactivity', after: 60_000 }]) });
    vi.advanceTimersByTime(600_000);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(reached).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(reached).toEqual(['a']);
  });

  test('`click` is about the element and what lies within it, but not about our own', () => {
    watch({ a: spec([{ on: 'click', selector: 'button' }]) });
    const ours = document.body.appendChild(document.createElement('milepost-survey'));
    const send = ours.attachShadow({ mode: 'open' }).appendChild(document.createElement('button'));
    send.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    click('main');
    expect(reached).toEqual([]);
    click('b');
    expect(reached).toEqual(['a']);
  });
});
