// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onView, onViewLeft, viewOf } from './route.ts';

// This document has no Navigation API, as browsers before 2026; with it, routes are tested in Chromium.
const host = 'https://host.example';
const { pushState } = history;

beforeEach(() => history.replaceState(null, '', '/tickets'));
afterEach(() => {
  Reflect.deleteProperty(history, 'pushState');
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const go = (path: string) => history.pushState(null, '', path);
const shown = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});
const watch = (callback = vi.fn()) => {
  stops.push(onView(callback));
  return callback;
};

describe('the view', () => {
  test.each([
    ['/tickets/42?tab=log#notes', '/tickets/42'],
    ['/', '/'],
    ['/app#/tickets/42', '/app#/tickets/42'],
    ['/app#!tickets', '/app#!tickets'],
    ['/app#', '/app'],
  ])('of %s is %s', (address, view) => {
    expect(viewOf(host + address)).toBe(view);
  });
});

describe('a watched page', () => {
  test('tells of each other view once, and not of what is the same one', () => {
    const seen = watch();
    go('/tickets?tab=log');
    go('/tickets#notes');
    expect(seen).not.toHaveBeenCalled();
    go('/tickets/42');
    history.replaceState(null, '', '/tickets/43');
    history.replaceState(null, '', '/tickets/43#!log');
    expect(seen).toHaveBeenCalledTimes(3);
  });

  test('is told of when it comes back from where the browser keeps pages, not when it is merely shown', () => {
    const seen = watch();
    shown(false);
    expect(seen).not.toHaveBeenCalled();
    shown(true);
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test('has its methods again when the last has stopped, in whatever order', () => {
    const stopOne = onView(vi.fn());
    const stopOther = onViewLeft(`${host}/elsewhere`, vi.fn());
    const stopLast = onViewLeft(location.href, vi.fn());
    expect(Object.hasOwn(history, 'pushState')).toBe(true);
    stopOne();
    stopOther();
    expect(Object.hasOwn(history, 'pushState')).toBe(true);
    stopLast();
    stopLast();
    expect(Object.hasOwn(history, 'pushState')).toBe(false);
    expect(Object.hasOwn(history, 'replaceState')).toBe(false);
    expect(history.pushState).toBe(pushState);
  });

  test('has the host’s own method again where it had one', () => {
    const own = vi.fn();
    history.pushState = own;
    const stop = onView(vi.fn());
    history.pushState({ a: 1 }, '', '/a');
    expect(own).toHaveBeenCalledWith({ a: 1 }, '', '/a');
    stop();
    expect(history.pushState).toBe(own);
  });

  test('leaves alone what somebody put over its methods, and does nothing below it', () => {
    const callback = vi.fn();
    const stop = onView(callback);
    const below = history.pushState;
    const above: History['pushState'] = (...state) => below.apply(history, state);
    history.pushState = above;
    stop();
    expect(history.pushState).toBe(above);
    go('/elsewhere');
    expect(location.pathname).toBe('/elsewhere');
    expect(callback).not.toHaveBeenCalled();
  });

  test('goes on where the host patches the prototype afterwards', () => {
    const seen = watch();
    const patched = vi.spyOn(History.prototype, 'pushState');
    go('/elsewhere');
    expect(patched).toHaveBeenCalledTimes(1);
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['is left as it is where the browser tells of navigation', {}, false],
    ['is patched where it does not tell, as in a sandboxed frame', null, true],
  ])('%s', (_, currentEntry, patched) => {
    const navigation = Object.assign(new EventTarget(), { currentEntry });
    vi.stubGlobal('navigation', navigation);
    const seen = watch();
    expect(Object.hasOwn(history, 'pushState')).toBe(patched);
    go('/elsewhere');
    navigation.dispatchEvent(new Event('currententrychange'));
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test('still works where its history cannot be written', () => {
    Object.defineProperty(history, 'pushState', { value: pushState, writable: false, configurable: true });
    const seen = watch();
    go('/elsewhere');
    expect(location.pathname).toBe('/elsewhere');
    dispatchEvent(new PopStateEvent('popstate'));
    expect(seen).toHaveBeenCalledTimes(1);
  });
});

describe('leaving a view', () => {
  test('is told once', () => {
    const left = vi.fn();
    stops.push(onViewLeft(location.href, left));
    go('/tickets?tab=log');
    expect(left).not.toHaveBeenCalled();
    go('/elsewhere');
    go('/tickets');
    go('/elsewhere');
    expect(left).toHaveBeenCalledTimes(1);
  });

  test('is told at once when it has happened', () => {
    const left = vi.fn();
    onViewLeft(`${host}/elsewhere`, left);
    expect(left).toHaveBeenCalledTimes(1);
    expect(Object.hasOwn(history, 'pushState')).toBe(false);
  });

  test('happens with the page', () => {
    const left = vi.fn();
    onViewLeft(location.href, left);
    dispatchEvent(new Event('pagehide'));
    dispatchEvent(new Event('pagehide'));
    expect(left).toHaveBeenCalledTimes(1);
  });

  test('is not told after the stop', () => {
    const left = vi.fn();
    const stop = onViewLeft(location.href, left);
    stop();
    go('/elsewhere');
    dispatchEvent(new Event('pagehide'));
    expect(left).not.toHaveBeenCalled();
  });
});
