import { isRtl } from './language.ts';
import css from './style.css?inline';

/** The element that a survey lives in, and the box in it that is drawn into. */
export interface Host {
  element: HTMLElement;
  root: ShadowRoot;
  box: HTMLElement;
}

/**
 * Puts the element into the page: over it, unless it is given a place in its flow. A constructed style sheet needs
 * neither a nonce nor `unsafe-inline` in the page's policy.
 */
export function createHost(locale: string, into?: Element): Host {
  // Not defined as a custom element: it needs no behaviour, only a name that no style sheet of the page has.
  const element = document.createElement('milepost-survey');
  element.lang = locale;
  element.dir = isRtl(locale) ? 'rtl' : 'ltr';
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const box = root.appendChild(document.createElement('div'));
  // As an attribute: the style goes by it, in a browser without popovers too.
  if (!into) element.setAttribute('popover', 'manual');
  (into ?? document.body).append(element);
  // A page that sets no font shows its browser's, which is one for books.
  const { fontFamily } = getComputedStyle(element);
  box.style.fontFamily = 'initial';
  box.style.fontFamily = getComputedStyle(box).fontFamily === fontFamily ? 'system-ui' : '';
  // Over everything, whatever the page's z-indexes are. A browser without popovers has the z-index alone.
  if (!into) element.showPopover?.();
  return { element, root, box };
}

/**
 * Moves the floating prompt to the top of the page while it would cover the element that has the focus (WCAG 2.2,
 * 2.4.11).
 */
export function keepClear({ element }: Host): void {
  const focused = document.activeElement;
  if (!focused || focused === element || focused === document.body) return;
  element.removeAttribute('data-up');
  const theirs = focused.getBoundingClientRect();
  const ours = element.getBoundingClientRect();
  element.toggleAttribute(
    'data-up',
    theirs.bottom > ours.top && theirs.right > ours.left && theirs.left < ours.right,
  );
}
