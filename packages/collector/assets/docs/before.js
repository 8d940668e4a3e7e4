// Runs before the reference, which writes some styles in ways that a policy without 'unsafe-inline' refuses. They are
// brought in by ways that it allows: a style element gets the nonce of the page, a style attribute goes through the CSSOM.
const { nonce } = document.currentScript;

// The reference's schema library would try whether it may compile code; it may not.
globalThis.__zod_globalConfig = { jitless: true };

const { createElement } = Document.prototype;
Document.prototype.createElement = function (name, options) {
  const element = createElement.call(this, name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};

const { setAttribute } = Element.prototype;
Element.prototype.setAttribute = function (name, value) {
  if (name === 'style') this.style.cssText = value;
  else setAttribute.call(this, name, value);
};

// Highlighted code carries the number of its lines in a style attribute.
const html = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
Object.defineProperty(Element.prototype, 'innerHTML', {
  ...html,
  set(text) {
    html.set.call(this, String(text).replace(/(<code\b[^>]*?) style="/g, '$1 data-style="'));
    for (const code of this.querySelectorAll('code[data-style]')) code.style.cssText = code.dataset.style;
  },
});
