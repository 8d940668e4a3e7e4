type Listener = (event: never) => void;
export type Attributes = Readonly<Record<string, string | number | false | undefined | Listener>>;
/** What stands in an element; where there is nothing to show stands nothing. */
export type Child = Node | string | false | null | undefined;

/**
 * An HTML element with its attributes, listeners (`onclick`) and children. An attribute that is false or undefined is
 * left out; one that needs no value is the empty string.
 *
 * @example
 * element('button', { class: 'close', onclick: close }, 'Close');
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  return furnish(document.createElement(tag), attributes, ...children);
}

/** Gives an element of any kind its attributes, listeners and children. */
export function furnish<E extends Element>(
  bare: E,
  attributes: Attributes,
  ...children: readonly Child[]
): E {
  for (const [name, value] of Object.entries(attributes))
    if (typeof value === 'function') bare.addEventListener(name.slice(2), value as () => void);
    else if (value !== undefined && value !== false) bare.setAttribute(name, `${value}`);
  bare.append(...children.filter((child): child is Node | string => !!child));
  return bare;
}
