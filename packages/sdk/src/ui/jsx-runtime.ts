import { type Attributes, type ComponentType, h } from 'preact';

export { Fragment } from 'preact';

type Props = Attributes & Record<string, unknown>;

/** What JSX compiles to, in the bundles. Preact's own serves templates and strings of HTML too, at ten times the bytes. */
export const jsx = (type: ComponentType<Props> | string, props: Props, key?: string) =>
  h(type as ComponentType<Props>, key === undefined ? props : { ...props, key });
export { jsx as jsxs };
