import { listen } from '../sending/sending-ports.ts';

/** What the browser tells of its other tabs, and of what is on the screen; replaceable in a test. */
export interface TurnPorts {
  /** Missing in a page without https and in an old browser, whatever its type says. */
  locks: Pick<LockManager, 'request'>;
  /** Calls back when another tab has changed what the device keeps, or when this page goes. Returns the stop. */
  onTabs(event: 'storage' | 'pagehide', callback: () => void): () => void;
  /** The page is in front, and nothing modal lies over it. */
  isClear(): boolean;
  /** What has the focus takes text, and a key or a pointer was pressed just now. */
  mayBeTyping(): boolean;
  /** Calls back when `isClear` may have changed, or something was typed. Returns the stop. */
  onScreen(callback: (typed: boolean) => void): () => void;
}

/** Browsers that know no `:modal` pass over it; what fills the screen is modal too. */
const modal = ':is(:modal,[aria-modal="true"]:not([aria-hidden="true"],[inert]))';
const changing = ['input', 'transitionend', 'visibilitychange', 'fullscreenchange'];

/** Something modal lies over the page; many a page keeps a hidden one. */
export const isCovered = (): boolean =>
  [...document.querySelectorAll(modal)].some((element) =>
    element.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }),
  );

/** Has the focus, in whatever shadow root. */
function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

export const onScreen: TurnPorts['onScreen'] = (callback) => {
  // Ticking a box is an input too, but of no type.
  const notice = (event: object) => callback('inputType' in event);
  const changes = new MutationObserver(notice);
  changes.observe(document, { subtree: true, childList: true, attributes: true });
  const stops = changing.map((type) => listen(window, type, notice));
  return () => {
    changes.disconnect();
    for (const stop of stops) stop();
  };
};

export const browserTurnPorts: TurnPorts = {
  locks: globalThis.navigator?.locks,
  onTabs: (event, callback) => listen(window, event, callback),
  isClear: () => !document.hidden && !isCovered(),
  mayBeTyping: () => !!navigator.userActivation?.isActive && !!focused()?.matches(':read-write'),
  onScreen,
};
