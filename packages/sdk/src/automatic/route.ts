/**
 * What tells the views of a page apart: its path, and with it the hash where that is a route (`#/…`, `#!…`). A query is
 * a detail of a view.
 */
export function viewOf(address: string): string {
  const { pathname, hash } = new URL(address);
  return /^#[/!]/.test(hash) ? pathname + hash : pathname;
}

/** Calls back whenever another view is on, or the same one again after the page was away. Returns the stop. */
export function onView(callback: () => void): () => void {
  let view = viewOf(location.href);
  const stop = onAddress(() => {
    const next = viewOf(location.href);
    if (next === view) return;
    view = next;
    callback();
  });
  const restored = ({ persisted }: PageTransitionEvent) => persisted && callback();
  addEventListener('pageshow', restored);
  return () => {
    stop();
    removeEventListener('pageshow', restored);
  };
}

/** Calls back once when the page is not, or no longer, on the view of an address. Returns the stop. */
export function onViewLeft(address: string, callback: () => void): () => void {
  const view = viewOf(address);
  const leave = () => {
    stop();
    callback();
  };
  const check = () => viewOf(location.href) === view || leave();
  const stopWatching = onAddress(check);
  // A page may come back from where the browser keeps those that were left: then nobody is where they were.
  addEventListener('pagehide', leave);
  const stop = () => {
    stopWatching();
    removeEventListener('pagehide', leave);
  };
  check();
  return stop;
}

const followers = new Set<() => void>();
let unfollow: () => void;

/** Calls back whenever the address may have changed. All share one watch of the page. Returns the stop. */
function onAddress(callback: () => void): () => void {
  if (!followers.size)
    unfollow = followAddress(() => {
      for (const follow of followers) follow();
    });
  followers.add(callback);
  return () => {
    if (followers.delete(callback) && !followers.size) unfollow();
  };
}

function followAddress(callback: () => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  // It has no entries, and tells nothing, where a frame is sandboxed.
  if ('navigation' in globalThis && navigation.currentEntry)
    navigation.addEventListener('currententrychange', callback, { signal });
  else {
    for (const type of ['popstate', 'hashchange']) addEventListener(type, callback, { signal });
    for (const name of ['pushState', 'replaceState'] as const)
      signal.addEventListener('abort', patchHistory(name, callback));
  }
  return () => ending.abort();
}

/** Also calls back when a method of History was called. Returns what takes it back, or makes it inert below another's. */
function patchHistory(name: 'pushState' | 'replaceState', callback: () => void): () => void {
  const before = Object.hasOwn(history, name) && history[name];
  let live = true;
  const patched: History[typeof name] = function (this: History, ...state) {
    (before || History.prototype[name]).apply(this, state);
    if (live) callback();
  };
  // Unlike an assignment, this does not throw where the host has frozen it.
  Reflect.set(history, name, patched);
  return () => {
    live = false;
    if (history[name] !== patched) return;
    if (before) history[name] = before;
    else Reflect.deleteProperty(history, name);
  };
}
