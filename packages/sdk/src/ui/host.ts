import { isRtl } from './language.ts';
import css from './style.css?inline';

/**
 * Puts a card into the page: over it, unless it is given a place in its flow. It lives in the shadow root of an element
 * of ours. A constructed style sheet needs neither a nonce nor `unsafe-inline` in the page's policy.
 */
export function createHost(card: HTMLElement, locale: string, into?: Element, seldomStyle = ''): ShadowRoot {
  // Not defined as a custom element: it needs no behaviour, only a name that no style sheet of the page has.
  const element = document.createElement('milepost-survey');
  element.lang = locale;
  element.dir = isRtl(locale) ? 'rtl' : 'ltr';
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(seldomStyle + css);
  root.adoptedStyleSheets = [sheet];
  root.append(card);
  // As an attribute: the style goes by it, in a browser without popovers too.
  if (!into) element.setAttribute('popover', 'manual');
  (into ?? document.body).append(element);
  // A page that sets no font shows its browser's, which is one for books.
  const { style } = card;
  const { fontFamily } = getComputedStyle(element);
  style.fontFamily = 'initial';
  style.fontFamily = getComputedStyle(card).fontFamily === fontFamily ? 'system-ui' : '';
  // Over everything, whatever the page's z-indexes are. A browser without popovers has the z-index alone.
  if (!into) element.showPopover?.();
  return root;
}

/**
 * Moves the floating prompt to the top of the page while it would cover the element that has the focus (WCAG 2.2,
 * 2.4.11).
 */
export function keepClear(prompt: Element): void {
  const focused = document.activeElement;
  if (!focused || focused === prompt || focused === document.body) return;
  prompt.removeAttribute('data-up');
  const theirs = focused.getBoundingClientRect();
  const ours = prompt.getBoundingClientRect();
  prompt.toggleAttribute(
    'data-up',
    theirs.bottom > ours.top && theirs.right > ours.left && theirs.left < ours.right,
  );
}
